"""The record: one table of reports on disk with everything found in them, and what can be asked of it."""
