"""Reads packs from folders of YAML files that nobody has vouched for.

Rule: nothing found in a file may crash, hang or leave the folder; one bad entry never stops the others.
"""
