"""The kinds of entries: one module each holds what it can be wrong about and how it is assessed.

The rule of this folder: `payloads` holds values only and imports no entry, since `core/entry.py` is built from it;
findings are made here and nowhere else, from values alone; sentences about them are made in `core/says`.
"""
