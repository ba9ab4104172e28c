"""Flask: receives what bootstrap wired, never builds it. Rule: statuses stand in `problems.py` alone."""
