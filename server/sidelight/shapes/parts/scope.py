"""The shape of a scope: which cues must and must not be about, how near, on which dates and sites."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast, get_args

from marshmallow import ValidationError, pre_dump, validates_schema

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Clause, Cue, Near, Scope
from sidelight.shapes.fields import Choice, Described, Id, Part, PartialDay, Several, Text, read_text, wanted
from sidelight.shapes.strict import Strict, shown, unknown_key

NEAR: tuple[Near, ...] = get_args(Near)


class SetNames(Described[tuple[str, ...]]):
    """Names of cue sets: one, or a list of them."""

    default_error_messages = wanted("write the name of a cue set of cues.yaml")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[str, ...]:
        if isinstance(value, list | tuple):
            return tuple(cast("list[str]", Several(Id(), filled=True).deserialize(value)))
        return (Id().deserialize(value),)


class CueItem(Described[tuple[Cue, ...]]):
    """A phrase, or `{cues: name}` for a cue set; `{cues: [one, two]}` gives several, `near` how near they stand."""

    default_error_messages = wanted("write a phrase, or {cues: name}")

    described = MappingProxyType({"anyOf": [{"type": "string"}, {"type": "object"}]})
    keys = ("cues", "near")

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if value.cue_set is None:
            return value.phrase
        return {"cues": value.cue_set} | ({"near": value.near} if value.near else {})

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[Cue, ...]:
        if not isinstance(value, Mapping):
            return (Cue(phrase=read_text(value)),)
        wrong = {str(key): [unknown_key(key, list(self.keys))] for key in value if key not in self.keys}
        if wrong or "cues" not in value:
            raise ValidationError(wrong or f"{shown(value)} without keys: write a phrase, or {{cues: name}}")
        try:
            names = SetNames().deserialize(value["cues"])
        except ValidationError as error:
            raise ValidationError({"cues": error.messages}) from None
        try:
            near = cast("Near | None", Choice(NEAR).deserialize(value["near"])) if "near" in value else None
        except ValidationError as error:
            raise ValidationError({"near": error.messages}) from None
        return tuple(Cue(cue_set=name, near=near) for name in cast("tuple[str, ...]", names))


def _flat(items: tuple[tuple[Cue, ...], ...]) -> tuple[Cue, ...]:
    return tuple(cue for item in items for cue in item)


class Absent(Strict):
    """What the article must not be about: any of these cues."""

    any = Several(CueItem(), filled=True)
    cues = SetNames(load_only=True)
    near = Choice(NEAR)

    @validates_schema
    def name_a_cue(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a clause that looks like a condition and holds none.

        Raises:
            ValidationError: Neither cues nor cue sets are named.
        """
        if not any(data.get(key) for key in ("any", "all", "cues")):
            msg = f'names no cue: write any: ["a phrase"] or cues: [a-set]; known are {", ".join(self.known_keys())}'
            raise ValidationError(msg)

    def build(self, values: dict[str, Any]) -> tuple[Clause, bool]:
        """Gather the cues, and tell whether the clause says for itself how near they must be."""
        sets = tuple(Cue(cue_set=name) for name in values.get("cues", ()))
        clause = Clause(any=_flat(values.get("any", ())) + sets, all=_flat(values.get("all", ())))
        return (replace(clause, near=values["near"]), True) if "near" in values else (clause, False)


class About(Absent):
    """What the article must be about: any of these cues, and all of those."""

    all = Several(CueItem(), filled=True)


class DateBounds(Strict):
    """The first and last date of the articles meant, both included."""

    makes = tuple
    first = PartialDay(data_key="from")
    last = PartialDay(data_key="to")

    def build(self, values: dict[str, Any]) -> tuple[PartialDate | None, PartialDate | None]:
        """Pair the bounds.

        Raises:
            ValidationError: The first date is after the last.
        """
        first, last = values.get("first"), values.get("last")
        if first is not None and last is not None and first.first > last.last:
            raise ValidationError({"to": [f"{last} is before {first}: swap the two dates"]})
        return first, last


class ScopeShape(Strict):
    """What the article must be about, and must not be about, for a phrase to count."""

    about = Part(About)
    not_about = Part(Absent)
    near = Choice(NEAR, load_only=True)
    published = Part(DateBounds)
    sites = Several(Text())

    @pre_dump
    def spread(self, scope: Scope, **_: Any) -> dict[str, Any]:
        """Lay the scope out as it is written."""
        return {
            "about": scope.about if scope.about != Clause() else None,
            "not_about": scope.not_about if scope.not_about != Clause() else None,
            "published": {"first": scope.published_from, "last": scope.published_to},
            "sites": scope.sites,
        }

    def build(self, values: dict[str, Any]) -> Scope:
        """Give clauses that do not say how near their cues must be the scope's own `near`."""
        near = values.get("near", "article")
        clauses = {
            key: clause if own else replace(clause, near=near)
            for key in ("about", "not_about")
            for clause, own in [values.get(key, (Clause(), True))]
        }
        first, last = values.get("published", (None, None))
        sites = tuple(site.strip().lower().rstrip(".") for site in values.get("sites", ()))
        return Scope(**clauses, published_from=first, published_to=last, sites=sites)
