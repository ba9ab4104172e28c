"""Curating: what curators do with entries, and the ports behind it."""
