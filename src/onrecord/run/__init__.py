"""Composes the rooms: one report, many reports, the demonstration, the self-check."""
