"""Sidelight: sourced context beside the news."""

__version__ = "0.1.0"
