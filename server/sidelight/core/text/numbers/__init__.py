"""How numbers are written and told from dates, ages and money: the grammar under `quantities`.

Only `quantities` builds on it. Words of a language stand in `number_words.json`, never in the code.
"""
