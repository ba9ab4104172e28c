"""What is probably mistyped in an entry, though nothing contradicts it."""
