"""Articles and literals as arrays: everything that must be quick however many phrases there are; numpy stays in here.

An article is folded and cut into words whole (`points`, `article_words`), its words become numbers (`hashes`), and the
literals of all phrases are looked up among their runs (`literal_index`). Long tables of numbers are `tables`. Packs for
which all this would be too much are refused beforehand (`pack_limits`).
"""
