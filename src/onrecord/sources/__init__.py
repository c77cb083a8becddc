"""Where reports come from: files, archives, tables, feeds and the web. Each ends as a report found or a Reject."""
