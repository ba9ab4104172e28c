"""Packs out of the database and back, and what readers meet, from the command line."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Run, add_curator, fill_database
from tests.factories import pack, publishable
from tests.stores import act, sqlite_store

from sidelight.adapters.packs.folder import read_pack
from sidelight.adapters.packs.write import write_pack
from sidelight.core.entry import Entry, Source
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.packs import Waiting
from sidelight.shapes.packs import pack_from


@pytest.fixture(autouse=True)
def database(tmp_path: Path) -> None:
    fill_database(tmp_path)


def exported(run: Run, folder: Path, *options: str) -> Path:
    result = run("entries", "export", "test", str(folder), *options)
    assert (result.exit_code, result.stdout) == (0, "")
    return folder


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "pier.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_to(folder: Path, *entries: Entry) -> None:
    whole = read_pack(folder).pack
    write_pack(replace(whole, entries=(*whole.entries, *entries)), folder, sharing="entry", force=True)


def summary_for_readers(run: Run, entry: str) -> str:
    return str(json.loads(run("entries", "show", entry).stdout)["summary"]["en"])


def edition(tmp_path: Path) -> int:
    store = sqlite_store(tmp_path)
    try:
        return store.editions.current()
    finally:
        store.close()


class TestRoundTrip:
    def test_an_export_is_a_sound_pack_and_importing_it_changes_nothing(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")

        assert sorted(path.name for path in folder.iterdir()) == ["cues.yaml", "pack.yaml", "pier.yaml", "quay.yaml"]
        checked = run("entries", "check", str(folder))
        imported = run("entries", "import", str(folder))

        assert checked.exit_code == 0
        assert "All is well: 2 entries, 2 examples." in checked.stdout
        assert imported.stdout.endswith("0 new, 0 changed, 2 unchanged, 0 only here\n")
        assert "There is nothing to take in." in imported.stderr

    def test_an_edited_file_becomes_a_draft_with_its_difference_shown_first(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        rewrite(folder, "About the pier.", "About the very old pier.")

        result = run("entries", "import", str(folder), input="y\n")

        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "changed: pier",
            "  - summary.en: About the pier.",
            "  + summary.en: About the very old pier.",
            "0 new, 1 changed, 1 unchanged, 0 only here",
        ]
        assert (summary_for_readers(run, "pier"), edition(tmp_path)) == ("About the pier.", 1)
        drafts = read_pack(exported(run, tmp_path / "drafts", "--drafts")).pack
        assert {entry.id: entry.summary["en"] for entry in drafts.entries}["pier"] == "About the very old pier."

    def test_published_at_once_readers_meet_it_in_one_edition(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        rewrite(folder, "About the pier.", "About the very old pier.")
        add_to(folder, publishable("mole", "About the mole."))

        add_curator(tmp_path, "anna", "reviewer")

        words = ("--yes", "--publish", "--reason", "mended", "--as", "anna")
        result = run("entries", "import", str(folder), *words)

        assert result.exit_code == 0
        assert "new: mole" in result.stdout
        assert "Edition 2: 2 entries changed, 3 in all." in result.stderr
        assert summary_for_readers(run, "pier") == "About the very old pier."
        store = sqlite_store(tmp_path)
        assert (store.editions.edition(2).act.by, store.editions.edition(2).act.reason) == ("anna", "mended")
        store.close()

    def test_what_the_files_do_not_hold_is_named_and_stays(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        write_pack(pack(replace(publishable("pier", "New."), pack="test")), folder, force=True)

        result = run("entries", "import", str(folder), "--yes", "--publish")

        assert "only here: quay" in result.stdout
        assert summary_for_readers(run, "quay") == "About the quay."

    def test_whoever_says_no_changes_nothing(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        rewrite(folder, "About the pier.", "Other.")

        refused = run("entries", "import", str(folder), input="n\n")
        unasked = run("entries", "import", str(folder), input="")

        assert (refused.exit_code, unasked.exit_code) == (1, 1)
        assert "Nothing was changed." in refused.stderr
        assert "--yes answers the question" in unasked.stderr
        assert run("entries", "import", str(folder), input="n\n").stdout.count("changed: pier") == 1


class TestRefusals:
    def test_a_pack_with_a_broken_entry_is_not_taken_in_by_half(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        rewrite(folder, "kind: background", "kind: backgroud")

        result = run("entries", "import", str(folder), "--yes")

        assert result.exit_code == 2
        assert "pier.yaml:2: pier: kind: 'backgroud' is not possible here" in result.stderr
        assert "has 1 problem\n" in result.stderr

    def test_a_publication_that_is_refused_tells_every_objection_and_keeps_the_drafts(
        self, run: Run, tmp_path: Path
    ) -> None:
        folder = exported(run, tmp_path / "out")
        rewrite(folder, "They met at the old pier.", "They met at the new pier.")
        add_to(folder, replace(publishable("mole", "About the mole."), sources=()))

        result = run("entries", "import", str(folder), "--yes", "--publish")

        assert result.exit_code == 2
        assert "    in: They met at the new pier." in result.stderr
        assert "  mole: " in result.stderr
        assert edition(tmp_path) == 1
        assert read_pack(exported(run, tmp_path / "drafts", "--drafts")).pack.entries[0].id == "mole"

    def test_drafts_and_trials_of_the_files_stay_drafts(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        add_to(
            folder, *(replace(publishable(f"{status}-mole", "M."), status=status) for status in ("draft", "retired"))
        )
        rewrite(folder, "About the pier.", "Other.")

        result = run("entries", "import", str(folder), "--yes", "--publish")

        assert result.exit_code == 0
        assert "stay drafts: draft-mole" in result.stderr
        assert "left out: retired-mole" in result.stderr
        assert "Edition 2: 1 entry changed, 2 in all." in result.stderr

    def test_a_folder_with_files_is_not_overwritten(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")

        refused = run("entries", "export", "test", str(folder))

        assert refused.exit_code == 2
        assert "--force" in refused.stderr
        exported(run, folder, "--force", "--files", "kind")
        assert sorted(path.name for path in folder.iterdir()) == ["background.yaml", "cues.yaml", "pack.yaml"]

    def test_a_pack_of_which_nothing_is_published_is_exported_with_its_drafts(self, run: Run, tmp_path: Path) -> None:
        head, folder = pack_from({"id": "moles", "title": "Moles", "licence": "CC0-1.0"}), tmp_path / "out"
        store = sqlite_store(tmp_path)
        store.entries.save_pack(head, act=act())
        store.close()

        refused = run("entries", "export", "moles", str(folder))
        written = run("entries", "export", "moles", str(folder), "--drafts")

        assert refused.exit_code == 2
        assert "nothing of the pack 'moles' is published yet" in refused.stderr
        assert ". Entries: 0; files: 1.\n" in written.stderr
        assert read_pack(folder).pack == head

    def test_an_unknown_pack_is_told(self, run: Run, tmp_path: Path) -> None:
        assert run("entries", "export", "nowhere", str(tmp_path / "out")).exit_code == 2
        assert not (tmp_path / "out").exists()


class TestPublishing:
    def draft(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        rewrite(folder, "About the pier.", "Mended.")
        assert run("entries", "import", str(folder), "--yes").exit_code == 0

    def test_an_entry_is_published_by_its_id(self, run: Run, tmp_path: Path) -> None:
        self.draft(run, tmp_path)

        result = run("entries", "publish", "pier", "--reason", "mended")

        assert (result.exit_code, result.stdout) == (0, "")
        assert "Edition 2: 1 entry changed, 2 in all." in result.stderr
        assert summary_for_readers(run, "pier") == "Mended."

    def test_all_that_waits_in_a_pack_is_published(self, run: Run, tmp_path: Path) -> None:
        self.draft(run, tmp_path)

        assert "Edition 2" in run("entries", "publish", "--pack", "test").stderr
        again = run("entries", "publish", "--pack", "test")
        assert (again.exit_code, edition(tmp_path)) == (2, 2)

    @pytest.mark.parametrize("how", ["publish", "import"])
    def test_an_own_part_that_came_since_it_was_looked_at_waits_on(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        self.draft(run, tmp_path)
        look = CuratedEntries.waiting_in

        def look_and_be_overtaken(entries: CuratedEntries, pack_id: str) -> Waiting:
            seen, store = look(entries, pack_id), sqlite_store(tmp_path)
            store.entries.save_pack(replace(store.entries.packs()[0].head, title="Unseen"), act=act())
            store.close()
            return seen

        monkeypatch.setattr(CuratedEntries, "waiting_in", look_and_be_overtaken)
        import_again = ("import", str(tmp_path / "out"), "--yes", "--publish")
        result = run("entries", *(("publish", "--pack", "test") if how == "publish" else import_again))

        assert (result.exit_code, edition(tmp_path)) == (0, 2)
        store = sqlite_store(tmp_path)
        assert [one.live for one in store.entries.packs()] == [1]
        store.close()

    def test_warnings_are_told_and_do_not_stop(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        plain = Source(id="s", title="T", publisher="P", url="http://example.org/")
        add_to(folder, replace(publishable("mole", "About the mole."), sources=(plain,)))
        run("entries", "import", str(folder), "--yes")

        result = run("entries", "publish", "mole")

        assert result.exit_code == 0
        assert "warning:" in result.stderr
        assert "http://example.org/" in result.stderr

    def test_nothing_named_is_a_mistake(self, run: Run) -> None:
        result = run("entries", "publish")

        assert result.exit_code == 2
        assert "--pack" in result.stderr

    def test_an_entry_is_retired_for_another(self, run: Run) -> None:
        result = run("entries", "retire", "pier", "--reason", "told twice", "--replaced-by", "quay")

        assert result.exit_code == 0
        assert "Edition 2: 1 entry changed, 1 in all." in result.stderr
        assert run("entries", "show", "pier").exit_code == 2

    def test_what_was_retired_comes_back_only_by_its_name(self, run: Run, tmp_path: Path) -> None:
        folder = exported(run, tmp_path / "out")
        run("entries", "retire", "pier", "--reason", "told twice")
        add_to(folder, publishable("mole", "About the mole."))

        taken = run("entries", "import", str(folder), "--yes", "--publish")
        again = run("entries", "publish", "--pack", "test")
        named = run("entries", "publish", "pier", "--pack", "test")

        left_out = "Left out, since it was retired: pier; name it to publish it."
        assert "retired here, a draft again if taken in: pier" in taken.stdout
        assert left_out in taken.stderr
        assert "Edition 3: 1 entry changed, 2 in all." in taken.stderr
        assert (again.exit_code, left_out in again.stderr) == (2, True)
        assert (named.exit_code, "Left out" in named.stderr) == (0, False)
        assert summary_for_readers(run, "pier") == "About the pier."

    def test_retiring_needs_a_reason(self, run: Run, tmp_path: Path) -> None:
        assert run("entries", "retire", "pier").exit_code == 2
        assert edition(tmp_path) == 1


def test_without_a_folder_the_starter_pack_is_taken_in(run: Run, tmp_path: Path) -> None:
    result = run("entries", "import", input="n\n")

    assert "new pack: starter" in result.stdout
    assert edition(tmp_path) == 1


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "an\x1bna"])
def test_a_name_that_cannot_be_signed_with_is_refused(run: Run, name: str) -> None:
    assert run("entries", "retire", "pier", "--reason", "r", "--as", name).exit_code == 2
