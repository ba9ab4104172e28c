"""The store on SQLite or PostgreSQL: all its parts over one set of connections. Implements `Store`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import func, select

from sidelight.adapters.store.accounts import SqlAccounts
from sidelight.adapters.store.corpus import SqlCorpus
from sidelight.adapters.store.editions import SqlEditions, make_edition
from sidelight.adapters.store.engine import Database, log
from sidelight.adapters.store.entries import SqlEntries
from sidelight.adapters.store.models import PackRow
from sidelight.adapters.store.queue import SqlInbox, SqlQueue
from sidelight.adapters.store.reading.contents import Contents, as_kept, write_entry
from sidelight.adapters.store.schema.migrate import prepare
from sidelight.adapters.store.writing.rows import insert_entries, insert_pack
from sidelight.core.edition import hash_packs
from sidelight.core.entry import Entry, Pack
from sidelight.services.curation.errors import CannotError, ExistsError
from sidelight.services.curation.store import AccountStore, CorpusStore, EditionStore, EntryStore, QueueStore
from sidelight.services.curation.values import Act, Change, EditionRecord, Publication
from sidelight.services.ports import Inbox


class SqlStore:
    """Implements `Store`; `inbox` is the readers' side of its queue."""

    def __init__(self, database: Database) -> None:
        contents = Contents()
        self.database = database
        self.entries: EntryStore = SqlEntries(database, contents)
        self.editions: EditionStore = SqlEditions(database, contents)
        self.accounts: AccountStore = SqlAccounts(database)
        self.corpus: CorpusStore = SqlCorpus(database)
        self.queue: QueueStore = SqlQueue(database)
        self.inbox: Inbox = SqlInbox(database)

    def load(self, packs: Iterable[Pack], *, act: Act) -> EditionRecord:
        """Fill an empty store with packs as edition 1; what calls itself trial, draft or retired stays so.

        Raises:
            CannotError: It is not empty.
            ExistsError: Two packs or two entries share an id.
        """
        held = tuple(packs)
        _refuse_twins(pack.id for pack in held)
        written = [write_entry(replace(entry, pack=pack.id)) for pack in held for entry in pack.entries]
        statuses = [entry.status for pack in held for entry in pack.entries]
        with self.database.writing() as session:
            if session.scalars(select(func.count()).select_from(PackRow)).one():
                msg = "the store holds packs already"
                raise CannotError(msg, remedy="Import the packs with `sidelight entries import`.")
            for pack in held:
                insert_pack(session, pack, act=act)
                log(session, act, "load", pack.id)
            insert_entries(session, written, act=act)
            read_back = [replace(entry, status=s) for (entry, _), s in zip(written, statuses, strict=True)]
            replaced = {e.id: e.replaced_by for pack in held for e in pack.entries if e.status == "retired"}
            return make_edition(session, self.database, _first(held, read_back, replaced, act), act=act)

    def close(self) -> None:
        """Let go of all connections."""
        self.editions.stop_waiting()
        self.database.close()


def open_store(url: str, *, migrate: bool = True) -> SqlStore:
    """Open a database, and make or upgrade its tables unless `migrate` is off.

    Raises:
        StoreUnavailableError: It cannot be used as it is.
    """
    database = Database(url)
    try:
        prepare(database, migrate=migrate)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def _refuse_twins(ids: Iterable[str]) -> None:
    twins = [name for name, times in Counter(ids).items() if times > 1]
    if twins:
        msg = f"two packs share an id: {', '.join(sorted(twins))}"
        raise ExistsError(msg)


def _first(packs: Iterable[Pack], entries: Iterable[Entry], replaced: dict[str, str | None], act: Act) -> Publication:
    """Word edition 1; its hash is that of the packs as the store gives them back."""
    changes: list[Change] = []
    live: dict[str, list[Entry]] = {pack.id: [] for pack in packs}
    for entry in entries:
        if entry.status == "published" or entry.status == "trial":
            changes.append(Change(entry=entry.id, before=None, after=1, status=entry.status))
            live[entry.pack].append(replace(as_kept(entry, status=entry.status, act=act), revision=1))
        elif entry.status == "retired":
            gone = replaced[entry.id]
            changes.append(Change(entry=entry.id, before=None, after=None, status=None, replaced_by=gone))
    # By id, as the store gives them back.
    held = [replace(pack, entries=tuple(sorted(live[pack.id], key=lambda entry: entry.id))) for pack in packs]
    return Publication(
        based_on=0,
        sha256=hash_packs(held),
        entries=sum(len(pack.entries) for pack in held),
        changes=tuple(changes),
        packs=tuple((pack.id, 1) for pack in packs),
    )
