"""All use cases of one server, wired together: what the web and the command line are given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sidelight.services.annotator import Annotator
from sidelight.services.curation.accounts import Accounts
from sidelight.services.curation.corpus import Corpus
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.publishing import Publishing
from sidelight.services.curation.queue import Queue
from sidelight.services.editions import Editions
from sidelight.services.imports.importing import Imports
from sidelight.services.ports import Extract
from sidelight.services.readers import Readers
from sidelight.services.replies import Replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Curating:
    """What curators do, and their clock; on a server whose packs come from folders each of its calls says so."""

    now: Callable[[], datetime]
    entries: CuratedEntries
    publishing: Publishing
    corpus: Corpus
    accounts: Accounts
    queue: Queue
    imports: Imports


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """The use cases; bootstrap makes them.

    `session_key` signs the console's cookies, the same in all processes; without one, each process has its own.
    """

    annotator: Annotator
    replies: Replies
    editions: Editions
    readers: Readers
    extract: Extract
    curating: Curating
    session_key: bytes | None = None
