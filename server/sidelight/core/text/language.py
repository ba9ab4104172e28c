"""Tell the language of a text; the only file that knows the identification library."""

import threading
from functools import cache

from py3langid import classify

#: With fewer letters than this the answer would be a guess ("Ok" is read as Luganda).
MIN_LETTERS = 20
#: The beginning of a text tells enough.
_SAMPLE_CHARACTERS = 4000
#: The library loads its model at the first question, once more for each thread that asks meanwhile.
_loading = threading.Lock()


def tell_language(text: str) -> str | None:
    """Give the ISO 639 code of a text's language, `None` when it is too short to tell.

    Example:
        >>> tell_language("The ministry published its report on the fire on Tuesday.")
        'en'
        >>> tell_language("Ok") is None
        True
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if sum(letter.isalpha() for letter in sample) < MIN_LETTERS:
        return None
    with _loading:
        _load_model()
    return str(classify(sample)[0])


@cache
def _load_model() -> None:
    classify("")
