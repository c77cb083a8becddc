"""The codes as data files, each with source and licence, and their loaders."""
