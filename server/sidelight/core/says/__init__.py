"""The reader's sentences: what an assessment means, short, dated and neutral, in each language Sidelight speaks.

The rule of this folder: it decides nothing and knows no numbers but those of the assessment and its entry; the words
stand in `templates_en.json` and `templates_ru.json`, one line a case, so that translators need no Python.
"""
