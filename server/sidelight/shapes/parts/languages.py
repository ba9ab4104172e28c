"""Values per language: texts (`{en: …, ru: …}`), lists of phrases, and texts that carry one more key."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from marshmallow import ValidationError, fields
from marshmallow.exceptions import SCHEMA

from sidelight.shapes.fields import Described, Id, Several, Text, read_text, wanted
from sidelight.shapes.strict import shown

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: The grammatical numbers of Unicode's plural rules.
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def _refuse_key(key: object) -> str | None:
    if isinstance(key, str) and _LANGUAGE.fullmatch(key):
        return None
    return f"{shown(key)} is not a language: write a code such as en or ru"


def _category_refusal(key: object) -> str | None:
    if key in PLURAL_CATEGORIES:
        return None
    return f"{shown(key)} is not a plural category: write {', '.join(PLURAL_CATEGORIES)}"


def read_keyed(
    value: object, read: Callable[[Any], Any], *, refusal: Callable[[object], str | None] = _refuse_key
) -> dict[str, Any]:
    """Read a mapping whose keys are languages (or what `refusal` lets pass), collecting what is wrong per key.

    Raises:
        ValidationError: It is no mapping, is empty, or some key or value is wrong.
    """
    if not isinstance(value, Mapping):
        msg = f"a text per language is wanted, not {shown(value)}: write {{en: …}}"
        raise ValidationError(msg)
    if not value:
        msg = "is empty: write at least one language, or remove the key"
        raise ValidationError(msg)
    found: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    for key, inner in value.items():
        try:
            if refused := refusal(key):
                raise ValidationError(refused)
            found[key] = read(inner)
        except ValidationError as error:
            wrong[str(key)] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return found


class LanguageText(Described[dict[str, str]]):
    """A text per language."""

    default_error_messages = wanted("write a text per language, such as {en: …}")

    described = MappingProxyType({"type": "object", "additionalProperties": {"type": "string"}})

    def _serialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str] | None:
        return None if value is None else dict(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        return read_keyed(value, read_text)


class PluralText(Described[dict[str, dict[str, str]]]):
    """A text per plural category and language, such as a unit; `other` is the one that always serves."""

    default_error_messages = wanted("write {one: {en: …}, other: {en: …}}")

    described = MappingProxyType({"type": "object"})

    def _serialize(self, value: Any, *_: Any, **__: Any) -> dict[str, dict[str, str]] | None:
        return None if value is None else {category: dict(texts) for category, texts in value.items()}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, dict[str, str]]:
        found = read_keyed(value, lambda texts: read_keyed(texts, read_text), refusal=_category_refusal)
        if "other" not in found:
            raise ValidationError({"other": ["is missing: write the form that follows most numbers"]})
        return found


class PhraseLists(Described[dict[str, tuple[str, ...]]]):
    """Lists of phrases per language; `bare` names the language of a list that stands without one."""

    default_error_messages = wanted("write a list of phrases per language, such as {en: [one, two]}")
    described = MappingProxyType(
        {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    )

    def __init__(self, *, bare: str | None = None, **kwargs: Any) -> None:
        """Say which language a bare list is in; without one, bare lists are refused."""
        super().__init__(**kwargs)
        self.bare = bare
        self._phrases = Several(Text(), filled=True)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> dict[str, list[str]] | None:
        return None if value is None else {language: list(phrases) for language, phrases in value.items()}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, tuple[str, ...]]:
        if self.bare is not None and isinstance(value, list | tuple):
            return {self.bare: self._read(value)}
        if not isinstance(value, Mapping):
            msg = f"phrases per language are wanted, not {shown(value)}: write {{en: [one, two]}}"
            raise ValidationError(msg)
        return read_keyed(value, self._read)

    def _read(self, value: object) -> tuple[str, ...]:
        return tuple(cast("list[str]", self._phrases.deserialize(value)))


class TextWith(Described[tuple[dict[str, str], Any]]):
    """A text per language with one more key beside the languages; gives (texts, value of that key or `empty`)."""

    default_error_messages = wanted("write a text per language, such as {en: …}")
    described = MappingProxyType({"type": "object"})

    def __init__(self, key: str, inner: fields.Field[Any], *, empty: Callable[[], Any], **kwargs: Any) -> None:
        """Name the key, the field that reads it, and what stands for its absence."""
        super().__init__(**kwargs)
        self.key = key
        self.inner = inner
        self.empty = empty

    def _serialize(self, value: Any, *rest: Any, **kwargs: Any) -> dict[str, Any] | None:
        if value is None:
            return None
        texts, extra = value
        return {**texts, self.key: self.inner._serialize(extra, *rest, **kwargs)} if extra else dict(texts)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[dict[str, str], Any]:
        if not isinstance(value, Mapping):
            return read_keyed(value, read_text), self.empty()
        wrong: dict[str, Any] = {}
        extra = self.empty()
        texts: dict[str, str] = {}
        try:
            texts = read_keyed({key: text for key, text in value.items() if key != self.key}, read_text)
        except ValidationError as error:
            wrong.update(error.messages if isinstance(error.messages, dict) else {SCHEMA: error.messages})
        try:
            if self.key in value:
                extra = self.inner.deserialize(value[self.key])
        except ValidationError as error:
            wrong[self.key] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return texts, extra


def source_ids() -> Several:
    """Make the field that lists the ids of the entry's own sources."""
    return Several(Id())
