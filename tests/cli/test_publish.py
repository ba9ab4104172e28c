"""What `sidelight entries publish` publishes: what was read, and nothing newer."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run, fill_database
from tests.factories import publishable
from tests.stores import act, forget_how_to_read, sqlite_store

from sidelight.adapters.store.sql import SqlStore


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    fill_database(tmp_path)
    return sqlite_store(tmp_path)


def edit(store: SqlStore, *texts: str) -> None:
    for text in texts:
        head = store.entries.entry("pier").head.number
        store.entries.edit([(publishable("pier", text), head)], act=act())


def test_a_revision_that_was_not_read_is_not_published(run: Run, store: SqlStore) -> None:
    edit(store, "Read.", "Not read.")

    refused = run("entries", "publish", "pier@2")
    done = run("entries", "publish", "pier@3")

    assert (refused.exit_code, done.exit_code) == (2, 0)
    told = "Revision 2 was to be published, but there is a newer one, revision 3"
    assert (refused.stderr.count(told), refused.stderr.count("Read revision 3"), "warning:" in refused.stderr) == (
        1,
        1,
        False,
    )
    assert "Edition 2: 1 entry changed" in done.stderr
    store.close()


@pytest.mark.parametrize("name", ["pier@", "pier@x", "pier@0", "@3"])
def test_what_stands_behind_the_mark_is_a_number(run: Run, store: SqlStore, name: str) -> None:
    result = run("entries", "publish", name)

    assert result.exit_code == 2
    assert "such as harbour-fire@3" in result.stderr
    store.close()


def test_a_pack_of_which_only_what_was_retired_waits_says_so(run: Run, store: SqlStore) -> None:
    run("entries", "retire", "pier", "--reason", "told twice")
    edit(store, "Back again.")

    result = run("entries", "publish", "--pack", "test")

    assert result.exit_code == 2
    assert "of the pack 'test' only entries that were retired wait: pier" in result.stderr
    store.close()


def test_what_waits_in_a_pack_and_cannot_be_read_is_named(run: Run, store: SqlStore) -> None:
    edit(store, "Of another version.")
    forget_how_to_read(store, "pier", revision=2)
    head = store.entries.entry("quay").head.number
    store.entries.edit([(publishable("quay", "Longer now."), head)], act=act())

    done = run("entries", "publish", "--pack", "test")

    assert done.exit_code == 0
    assert "Left out, since this version of Sidelight cannot read what waits: pier." in done.stderr
    assert "Edition 2: 1 entry changed" in done.stderr
    store.close()
