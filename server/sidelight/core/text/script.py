"""Guess a language from letters alone, for texts too short to tell by their words."""


def script_language(text: str, default: str = "en") -> str:
    """Tell `ru` for text that is mostly Cyrillic, else the default.

    Example:
        >>> script_language("Крокус Сити Холл"), script_language("Crocus City Hall")
        ('ru', 'en')
    """
    cyrillic = sum("Ѐ" <= letter <= "ԯ" for letter in text)
    letters = sum(letter.isalpha() for letter in text)
    return "ru" if cyrillic * 2 > letters else default
