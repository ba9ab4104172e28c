"""The database behind curating, and what readers sent; each file implements a port, `sql.py` puts them together.

Rule: every change is one transaction with its line of the audit log, and every value in a query is bound.
"""
