"""Pages of what was: revisions side by side, and the log of editions."""
