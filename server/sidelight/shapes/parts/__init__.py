"""The parts of an entry: texts per language, scopes, and what each kind carries.

Rule: only the shapes one folder up use them; nobody reads or writes half an entry.
"""
