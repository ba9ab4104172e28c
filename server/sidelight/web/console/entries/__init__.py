"""Pages that list entries: found, gone stale, and by pack."""
