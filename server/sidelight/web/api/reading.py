"""Reading requests: strict JSON, strict queries, and what the caller accepts."""

import json
import re
from typing import Any, NoReturn, TypeVar

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.routing import IntegerConverter, Map

from sidelight.errors import RequestInvalidError
from sidelight.services.curation.errors import RevisionUnnamedError
from sidelight.shapes.curating.fields import LARGEST_KEPT_NUMBER
from sidelight.shapes.requests import read_request
from sidelight.shapes.strict import Strict
from sidelight.web.problems import JsonInvalidError, NotAcceptableError

#: The forms an annotation page comes in; the first one when the caller does not care.
JSON_LD = "application/ld+json"
PLAIN_JSON = "application/json"
#: How many of the caller's languages are looked at.
_LANGUAGES = 20
_REVISION = re.compile(r"[1-9][0-9]{0,9}")

Value = TypeVar("Value")


def read_query(shape: Strict, makes: type[Value]) -> Value:
    """Read the query; a parameter given twice is refused, because one of the two would be lost.

    Raises:
        RequestInvalidError: It breaks the contract.
    """
    twice = [name for name, values in request.args.lists() if len(values) > 1]
    if twice:
        msg = f"{twice[0]!r} is given more than once"
        raise RequestInvalidError(msg, fields={name: ["Give it once, with commas between values."] for name in twice})
    return read_request(shape, request.args.to_dict(), makes)


class KeptNumber(IntegerConverter):
    """The number of something that is kept, in a path; there is nothing at a path with a larger one."""

    def __init__(self, map: Map) -> None:
        """Allow what a database can count to."""
        super().__init__(map, max=LARGEST_KEPT_NUMBER)


def named_revision() -> int:
    """Read the revision that If-Match names; 0, which is never the newest one, if it names something else.

    Raises:
        RevisionUnnamedError: There is no If-Match, or it lets any revision be changed.
    """
    tags = request.if_match
    if not tags or tags.star_tag:
        msg = "the If-Match header does not say which revision the edit is based on"
        raise RevisionUnnamedError(msg)
    named = tags.as_set()
    only = next(iter(named)) if len(named) == 1 else ""
    return int(only) if _REVISION.fullmatch(only) else 0


def read_body(shape: Strict, makes: type[Value]) -> Value:
    """Read the body.

    Raises:
        JsonInvalidError: It is no JSON.
        RequestInvalidError: It breaks the contract.
        EntryInvalidError: The unsaved entry in it breaks the contract of entries.
    """
    if not request.is_json:
        raise UnsupportedMediaType
    return read_request(shape, parse_json(request.get_data(cache=False)), makes)


def parse_json(body: bytes) -> Any:
    """Read JSON in UTF-8.

    Raises:
        JsonInvalidError: It is no JSON, is nested too deeply, or holds a number that nobody can mean.

    Example:
        >>> parse_json(b'{"text": "Nine died."}')
        {'text': 'Nine died.'}
    """
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError:
        msg = "the body is nested too deeply"
    except UnicodeDecodeError as error:
        msg = f"the body is not UTF-8 (at byte {error.start})"
    except json.JSONDecodeError as error:
        msg = f"the body is no JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    except ValueError:  # a number with thousands of digits, or NaN
        msg = "the body holds a number that cannot be read"
    raise JsonInvalidError(msg)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def accepted_form() -> str:
    """Choose between JSON-LD and plain JSON.

    Raises:
        NotAcceptableError: The caller accepts neither.
    """
    offered = [JSON_LD, PLAIN_JSON]
    wanted = [(form.split(";")[0].strip(), quality) for form, quality in request.accept_mimetypes]
    if not wanted:
        return JSON_LD
    best = MIMEAccept(wanted).best_match(offered)
    if best is None:
        msg = "the answer comes as JSON or JSON-LD, and the Accept header allows neither"
        raise NotAcceptableError(msg)
    return best


def accepted_languages() -> tuple[str, ...]:
    """List the caller's languages, best first."""
    return tuple(language for language, quality in request.accept_languages if quality > 0)[:_LANGUAGES]
