"""The API: each module has its views and the operations that describe them; `spec.py` makes OpenAPI of those."""
