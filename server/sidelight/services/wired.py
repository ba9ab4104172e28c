"""All use cases of one server, wired together: what the web and the command line are given."""

from dataclasses import dataclass

from sidelight.services.annotator import Annotator
from sidelight.services.editions import Editions
from sidelight.services.ports import Extract
from sidelight.services.readers import Readers
from sidelight.services.replies import Replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """The use cases; bootstrap makes them."""

    annotator: Annotator
    replies: Replies
    editions: Editions
    readers: Readers
    extract: Extract
