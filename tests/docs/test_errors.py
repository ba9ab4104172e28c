"""The table of errors is the one in the code: what each code means, who can act on it, and what to do."""

from http import HTTPStatus

from tests.docs.readmes import MAP, row

from sidelight import errors
from sidelight.errors import SidelightError
from sidelight.services.curation import errors as curation
from sidelight.web import problems

HEADER = ("code", "status", "who can act", "meaning", "what to do")


def rows() -> list[str]:
    kinds = [
        kind
        for module in (errors, curation, problems)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, SidelightError) and kind.__module__ == module.__name__
    ]
    own = [
        row(f"`{kind.code}`", str(problems.kind_of(kind).status), kind.whose, meaning(kind), kind.default_remedy)
        for kind in kinds
    ]
    http = [*problems.HTTP_KINDS.items(), (problems.HOST_STATUS, problems.HOST_KIND)]
    return own + [
        row(f"`{kind.code}`", str(status), "caller" if status < 500 else "us", f"{kind.title}.", kind.remedy)
        for status, kind in http
    ]


def meaning(kind: type[SidelightError]) -> str:
    """Take the first sentence of what the class says of itself."""
    first = (kind.__doc__ or "").partition("\n")[0].partition(";")[0].rstrip(".")
    return f"{first}."


def test_every_error_stands_in_the_readme_as_it_is_in_the_code() -> None:
    lines = MAP.splitlines()
    start = lines.index(row(*HEADER))

    shown = lines[start + 2 :][: len(rows()) + 1]

    assert shown[:-1] == rows()
    assert not shown[-1].startswith("|")


def test_every_status_is_one_of_http() -> None:
    statuses = {int(line.split("|")[2]) for line in rows()}

    assert statuses <= {status.value for status in HTTPStatus}
