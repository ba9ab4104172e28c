"""Backups of the database: one file each, verified before it has its name, and restored whole or not at all."""
