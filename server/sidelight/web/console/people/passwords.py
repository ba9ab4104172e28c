"""What is wrong with a new password, told beside its field."""

from sidelight.services.curation.accounts import LEAST_PASSWORD, MOST_PASSWORD


def problems_with(password: str, *, again: str | None) -> dict[str, list[str]]:
    """Tell what is wrong with a new password, by field; `again` is what was written the second time, if asked for.

    Example:
        >>> problems_with("correct horse battery", again="correct horse batery")
        {'again': ['is not the same as above: write it twice alike']}
    """
    if len(password) < LEAST_PASSWORD:
        told = f"has {len(password)} characters: write at least {LEAST_PASSWORD}; a few words in a row are easy to keep"
        return {"password": [told]}
    if len(password) > MOST_PASSWORD:
        return {"password": [f"has {len(password)} characters: write at most {MOST_PASSWORD}"]}
    if again is not None and again != password:
        return {"again": ["is not the same as above: write it twice alike"]}
    return {}
