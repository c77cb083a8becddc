"""Which version of Onrecord this is."""

VERSION = "0.1.0"
