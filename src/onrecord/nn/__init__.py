"""The reading network at run time: word pieces, windows, one encoder pass, decoding. Knows nothing of politics."""
