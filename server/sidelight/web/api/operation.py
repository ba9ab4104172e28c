"""Operations: a view with all that describes it, so that routes and OpenAPI come from one place."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response

from sidelight.errors import SidelightError
from sidelight.services.curation.errors import (
    CurationOffError,
    LogInNeededError,
    RoleNeededError,
    StoreUnavailableError,
)
from sidelight.shapes.strict import Strict
from sidelight.web.access import Access, allow
from sidelight.web.api.reading import PLAIN_JSON

#: What may go wrong with every call that is not for everyone.
ACCESS_PROBLEMS: Final[tuple[type[SidelightError], ...]] = (
    LogInNeededError,
    RoleNeededError,
    CurationOffError,
    StoreUnavailableError,
)
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One call of the API.

    Attributes:
        rule: Flask's path, such as `/v1/entries/<entry_id>`.
        access: Who may call it.
        view: What answers; its docstring is the description.
        reply: Name of the reply's schema in `reply_schemas.json`.
        forms: The reply's media types.
        query: The shape of the query, if the call takes one.
        body: The shape of the body, if the call takes one.
        examples: Bodies by name, shown in the documentation.
        path_values: Schema and example of each variable of the path.
        status: The status of success.
        body_optional: The body may also be left out.
        conditional: The reply has an entity tag, and 304 may be the answer.
        edits: The call changes the revision that If-Match names, and answers with the tag of the new one.
        problems: What may go wrong beside what may go wrong with every call.
    """

    rule: str
    access: Access
    view: Callable[..., Response]
    reply: str
    method: str = "GET"
    status: int = 200
    forms: tuple[str, ...] = (PLAIN_JSON,)
    query: type[Strict] | None = None
    body: type[Strict] | None = None
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    path_values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    body_optional: bool = False
    conditional: bool = False
    edits: bool = False
    problems: tuple[type[SidelightError], ...] = ()

    @property
    def path(self) -> str:
        """The path as OpenAPI writes it, such as `/v1/entries/{entry_id}`."""
        return _VARIABLE.sub(r"{\1}", self.rule)

    @property
    def name(self) -> str:
        """The view's name, which is the operation's id too."""
        return getattr(self.view, "__name__", "view")


def blueprint_of(name: str, operations: Iterable[Operation]) -> Blueprint:
    """Make the routes of operations."""
    blueprint = Blueprint(name, __name__)
    for operation in operations:
        view = allow(operation.access)(operation.view)
        blueprint.add_url_rule(operation.rule, operation.name, view, methods=[operation.method])
    return blueprint
