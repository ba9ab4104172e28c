"""The calls of curators: each needs an API token whose role includes it."""
