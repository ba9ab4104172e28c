"""Whatever curators do one after the other, the store and the edition in use agree, and nothing is lost."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.services.curation.desk import Desk, must, must_not, opened_desk, sound_background

from sidelight.core.entry import Entry
from sidelight.services.curation.errors import CannotError, PublishRefusedError
from sidelight.services.curation.values import Search

IDS = st.sampled_from(["ports-ministry", "harbour", "tarn-toll"])
TITLES = st.sampled_from(["One", "Two"])


def written(entry_id: str, title: str, *, right: bool) -> Entry:
    example = must("The old harbour froze.", "old harbour") if right else must_not("The old harbour froze.")
    return sound_background(entry_id, "old harbour" if entry_id == "harbour" else entry_id, examples=(
        example if entry_id == "harbour" else must(f"The {entry_id} was shut.", entry_id if right else "was shut"),
    ), title={"en": title})  # fmt: skip


class Curating(RuleBasedStateMachine):
    """Edits, publishes, tries, retires and reverts; what is refused must change nothing."""

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.desk: Desk = self.stack.enter_context(opened_desk(Path(folder)))
        self.contents: dict[tuple[str, int], str] = {}
        self.tried(self.desk.draft, written("harbour", "One", right=True))

    def tried(self, act: Callable[..., object], *given: object, **named: object) -> None:
        before = (self.desk.store.editions.current(), self.desk.editions.current.edition.sha256)
        try:
            act(*given, **named)
        except (CannotError, PublishRefusedError):
            assert before == (self.desk.store.editions.current(), self.desk.editions.current.edition.sha256)

    def head(self, entry_id: str) -> int:
        return self.desk.entries.entry(entry_id).head.number

    @rule(entry_id=IDS, title=TITLES, right=st.booleans())
    def edit(self, entry_id: str, title: str, right: bool) -> None:
        if entry_id != "tarn-toll":
            self.tried(self.desk.draft, written(entry_id, title, right=right))

    @rule(entry_id=IDS)
    def publish(self, entry_id: str) -> None:
        self.tried(self.desk.publishing.publish, entry_id, revision=self.head(entry_id), by="ruth", reason="ready")

    @rule(entry_id=IDS)
    def trial(self, entry_id: str) -> None:
        self.tried(self.desk.publishing.trial, entry_id, revision=self.head(entry_id), by="ruth", reason="try")

    @rule(entry_id=IDS)
    def retire(self, entry_id: str) -> None:
        self.tried(self.desk.publishing.retire, entry_id, by="ruth", reason="tidy")

    @rule(entry_id=IDS, back=st.integers(0, 3))
    def revert(self, entry_id: str, back: int) -> None:
        head = self.head(entry_id)
        self.tried(
            self.desk.entries.revert, entry_id, to=max(1, head - back), based_on=head, by="anna", reason="it was right"
        )

    @invariant()
    def the_edition_in_use_is_what_the_store_says_is_live(self) -> None:
        edition = self.desk.editions.current.edition
        stored = self.desk.entries.search(Search(limit=100)).entries
        live = {one.id: (one.live.revision, one.live.status) for one in stored if one.live is not None}

        assert {entry.id: (entry.revision, entry.status) for entry in edition.entries.values()} == live
        assert edition.number == self.desk.store.editions.current()
        assert edition.sha256 == self.desk.editions.record(edition.number).sha256
        assert all(not (one.live and one.retired) for one in stored)

    @invariant()
    def revisions_count_through_and_never_change(self) -> None:
        for one in self.desk.entries.search(Search(limit=100)).entries:
            revisions = self.desk.entries.revisions(one.id)
            assert [revision.number for revision in revisions] == list(range(one.head.number, 0, -1))
            for revision in revisions:
                content = str((revision.entry.title, revision.entry.examples, revision.act))
                assert self.contents.setdefault((one.id, revision.number), content) == content

    @invariant()
    def no_live_entry_has_an_objection(self) -> None:
        live = tuple(self.desk.editions.current.edition.entries)
        waiting = {one.id for one in self.desk.entries.search(Search(waits=True)).entries}
        judged = self.desk.publishing.judge([entry_id for entry_id in live if entry_id not in waiting])

        assert judged.objections == ()

    def teardown(self) -> None:
        self.stack.close()


TestCurating = Curating.TestCase
TestCurating.settings = settings(max_examples=5, stateful_step_count=10, deadline=None)
