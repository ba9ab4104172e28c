"""What the words around a mention take back: the rules in `claims`, the search in `words`, the words in a table."""
