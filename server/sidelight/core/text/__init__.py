"""What text is to Sidelight: spans, folding, words, sentences, quantities, selectors.

Nothing here knows entries or articles; every position is in code points of the text that was given.
"""
