"""Forms of entries: what stands in them, what their buttons do, and what can be made of unfinished ones."""
