"""The frozen data classes that flow through the rooms; no I/O."""
