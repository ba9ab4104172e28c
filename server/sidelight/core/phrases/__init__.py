"""The phrase language: how curators write down the ways an article may mention something.

A phrase is parsed into a tree (`parse`, `tree`), compiled once into a small automaton over words (`compile`) with the
literals that any match must contain (`literals`), and found in time linear in the text (`match`). The rule of this
folder: nothing here knows an entry or a kind; a kind hands over its slots as values (`slots`). The stemmer is imported
in `stems` alone.
"""
