"""The workspace: web pages and an interface for programs over one record, on the analyst's own machine."""
