"""Keeping ready bytes for a while. Rule: bytes in, bytes out, nothing is ever unpickled, and a dead cache is a miss."""
