"""Bytes to characters, characters to a page."""
