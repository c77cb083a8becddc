"""Exports: a record in the forms that other people's programs read.

``profiles`` names them and writes them; each form has a module of its own that takes rows and a stream.
"""
