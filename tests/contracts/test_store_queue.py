"""What the store promises of the queue of reports and requests, and of a store that is off."""

import inspect
from datetime import date
from typing import Any

import pytest
from tests.stores import PACK, act, note

from sidelight.adapters.store.off import StoreOff
from sidelight.adapters.store.sql import SqlStore
from sidelight.errors import EntryNotFoundError
from sidelight.services.curation import store as ports
from sidelight.services.curation.errors import CurationOffError, ExistsError, NotKeptError
from sidelight.services.curation.store import Store
from sidelight.services.sent import ContextRequest, Report

DAY = date(2026, 11, 22)
PARTS = {
    "entries": ports.EntryStore,
    "editions": ports.EditionStore,
    "accounts": ports.AccountStore,
    "corpus": ports.CorpusStore,
    "queue": ports.QueueStore,
}


def report(store: SqlStore, entry: str) -> int:
    return store.inbox.add(Report(entry=entry, reason="wrong", note="a quiet word"), received=DAY, most=100) or 0


def test_a_report_that_is_dealt_with_is_deleted_and_only_the_act_is_kept(store: SqlStore) -> None:
    first, second = report(store, "pier"), report(store, "quay")

    store.queue.deal("report", first, what="dismiss", act=act("anna", "a misreading"))

    assert [kept.id for kept in store.inbox.kept(Report)] == [second]
    [line] = store.accounts.audit(limit=10)
    assert (line.what, line.on, line.act) == ("dismiss", f"report {first} pier", act("anna", "a misreading"))


def test_a_request_that_is_dealt_with_is_deleted(store: SqlStore) -> None:
    number = store.inbox.add(ContextRequest(quote="q"), received=DAY, most=100) or 0

    store.queue.deal("request", number, what="fix", act=act())

    assert store.inbox.kept(ContextRequest) == ()
    assert store.accounts.audit(limit=1)[0].on == f"request {number}"


def test_a_draft_and_the_request_that_it_began_with_change_together(store: SqlStore) -> None:
    store.entries.save_pack(PACK, act=act())
    store.entries.add([note("pier")], act=act())
    number = store.inbox.add(ContextRequest(quote="q"), received=DAY, most=100) or 0
    before = store.accounts.audit(limit=100)

    with pytest.raises(ExistsError):
        store.queue.begin(number, note("pier"), act=act())
    with pytest.raises(NotKeptError):
        store.queue.begin(number + 1, note("quay"), act=act())
    with pytest.raises(EntryNotFoundError):
        store.entries.entry("quay")
    assert (len(store.inbox.kept(ContextRequest)), store.accounts.audit(limit=100)) == (1, before)

    store.queue.begin(number, note("quay"), act=act("anna", "began with request"))
    assert store.inbox.kept(ContextRequest) == ()
    assert store.entries.entry("quay").head.act == act("anna", "began with request")


def test_what_is_not_there_is_said_and_nothing_is_logged(store: SqlStore) -> None:
    number = report(store, "pier")
    for kind, missing in (
        ("report", 0),
        ("report", 2**70),
        ("request", number),
        ("nonsense", number),
        ("a\x00b", number),
    ):
        with pytest.raises(NotKeptError):
            store.queue.deal(kind, missing, what="dismiss", act=act())

    assert (len(store.inbox.kept(Report)), store.accounts.audit(limit=10)) == (1, ())


def test_what_waits_is_counted_by_kind(store: SqlStore) -> None:
    nothing = store.queue.open()
    for entry in ("pier", "quay", "pier"):
        report(store, entry)
    store.inbox.add(ContextRequest(quote="q"), received=DAY, most=100)

    assert (nothing, store.queue.open()) == ({"report": 0, "request": 0}, {"report": 3, "request": 1})


def methods(part: type) -> list[tuple[str, dict[str, Any]]]:
    """The methods of a port, each with something for every argument."""
    found = inspect.getmembers(part, inspect.isfunction)
    return [
        (name, {key: None for key in inspect.signature(method).parameters if key != "self"})
        for name, method in found
        if not name.startswith("_")
    ]


@pytest.mark.parametrize(
    ("part", "name", "arguments"),
    [(part, name, arguments) for part, port in PARTS.items() for name, arguments in methods(port)],
    ids=str,
)
def test_every_method_of_a_store_that_is_off_refuses(part: str, name: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(CurationOffError, match="packs from folders"):
        getattr(getattr(StoreOff(), part), name)(**arguments)


def test_a_store_that_is_off_cannot_be_filled_but_can_be_closed() -> None:
    store: Store = StoreOff()

    with pytest.raises(CurationOffError):
        store.load((), act=act())
    store.close()


def test_the_store_implements_every_method_of_the_ports(store: SqlStore) -> None:
    as_port: Store = store

    missing = [
        (part, name)
        for part, port in PARTS.items()
        for name, _ in methods(port)
        if not hasattr(getattr(as_port, part), name)
    ]

    assert missing == []
