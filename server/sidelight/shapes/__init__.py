"""Shapes turn outside data (packs, requests) into core values and back: one schema per shape, whoever uses it.

Rule: a shape checks form (keys, types, what must stand together). What a value means is decided in core.
"""
