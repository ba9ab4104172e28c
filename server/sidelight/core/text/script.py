"""Guess a language from letters alone, for texts too short to tell by their words."""

import re

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LETTER = re.compile(r"[^\W\d_]")


def script_language(text: str, default: str = "en") -> str:
    """Tell `ru` for text that is mostly Cyrillic, else the default.

    Example:
        >>> script_language("Крокус Сити Холл"), script_language("Crocus City Hall")
        ('ru', 'en')
    """
    if _CYRILLIC.search(text) is None:
        return default
    return "ru" if len(_CYRILLIC.findall(text)) * 2 > len(_LETTER.findall(text)) else default
