"""Imports, each in two steps: what it would change is shown first, and nothing is kept until that is confirmed."""
