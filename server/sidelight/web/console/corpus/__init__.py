"""Saved articles, and what an entry hits on them."""
