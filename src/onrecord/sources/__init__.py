"""Readers of sources: from files, folders, archives, tables and pages to reports, or the reason why there is none."""
