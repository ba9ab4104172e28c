"""Pages of people: log-in, curators and their tokens."""
