"""A pack that is written is read back equal, whatever its texts hold, and looks like one that a person wrote."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.adapters.packs.made_packs import HEAD, HOSTILE, packs

from sidelight.adapters.packs.document import parse_document
from sidelight.adapters.packs.files import PackLimits
from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.adapters.packs.write import SHARINGS, Sharing, pack_files, write_pack
from sidelight.adapters.packs.yaml_text import FOLDED_CHARACTERS, to_yaml
from sidelight.core.entry import Pack
from sidelight.errors import PackError
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.shapes.packs import pack_from


def pack_with(*texts: str) -> Pack:
    entries = tuple(
        entry_from({"id": f"e-{number}", "kind": "background", "title": {"en": text}}, pack="harbours")
        for number, text in enumerate(texts)
    )
    return dataclasses.replace(pack_from(HEAD), entries=entries)


def test_the_starter_pack_is_read_back_equal(tmp_path: Path) -> None:
    starter = read_pack(starter_folder()).pack

    write_pack(starter, tmp_path / "copy")

    reading = read_pack(tmp_path / "copy")
    assert reading.problems == ()
    assert reading.pack == starter


@given(packs())
def test_any_pack_is_read_back_equal(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> None:
    folder = tmp_path_factory.mktemp("any")

    write_pack(pack, folder)

    reading = read_pack(folder)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.pack == pack


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_is_read_back_wherever_it_stands(text: str) -> None:
    value: dict[str, Any] = {
        "title": {"en": text},
        "tags": [text, "b"],
        "phrases": {"en": [text]},
        "of": {"en": text, "cues": {"en": [text]}},
        "records": [{"by": text, "as_of": "2024"}],
        "sites": [text] * 9,
    }

    read = parse_document(to_yaml(value))

    assert read.faults == ()
    assert read.value == value | {"records": [{"by": text, "as_of": 2024}]}


@pytest.mark.parametrize("number", [0, -1, 2**53 - 1, 0.5, 1e-7, 5e-324, 1.7e16, 1 / 3, 0.00012345678901234567, 139.0])
def test_a_number_is_read_back(number: float) -> None:
    (read,) = parse_document(to_yaml([number])).value

    assert (read, type(read)) == (number, type(number))


def test_it_is_written_as_one_would_write_it() -> None:
    entry = entry_from(
        {
            "id": "pier-toll",
            "kind": "figure",
            "title": {"en": "Pier: the toll"},
            "summary": {"en": "The count rose for days. " * 5 + "It stands."},
            "tags": ["piers", "7"],
            "phrases": {"en": ["{count} dead", "old pier"]},
            "scope": {"about": {"any": ["pier", {"cues": "harbours"}]}, "near": "article"},
            "figure": {
                "measure": "deaths",
                "unit": {"other": {"en": "people"}},
                "event": {"began": "2011-01", "places": ["Tarn"]},
                "records": [{"value": 3, "as_of": "2011", "sources": ["s"]}],
            },
            "sources": [{"id": "s", "title": "T", "publisher": "P", "url": "https://example.org/a?b=c#d"}],
            "examples": [{"text": "It left 3 dead.", "quote": "3 dead", "reading": 3}],
        }
    )

    written = pack_files(dataclasses.replace(pack_from(HEAD), entries=(entry,)))

    assert written["pack.yaml"] == "id: harbours\ntitle: Harbours\nlicence: CC0-1.0\n"
    assert written["entries.yaml"] == AS_WRITTEN


AS_WRITTEN = """\
- id: pier-toll
  kind: figure
  title: {en: "Pier: the toll"}
  summary:
    en: >-
      The count rose for days. The count rose for days. The count rose for days. The count rose for days.
      The count rose for days. It stands.
  tags: [piers, "7"]
  phrases:
    en:
      - "{count} dead"
      - "old pier"
  scope: {about: {any: ["pier", {cues: harbours}]}}
  figure:
    measure: deaths
    unit: {other: {en: people}}
    event: {began: 2011-01, places: [Tarn]}
    records:
      - {value: 3, as_of: 2011, sources: [s]}
  sources:
    - {id: s, title: T, publisher: P, url: "https://example.org/a?b=c#d"}
  examples:
    - {text: It left 3 dead., quote: 3 dead, reading: 3}
"""


def test_entries_have_a_blank_line_between_them_and_long_texts_are_folded() -> None:
    written = pack_files(pack_with("word " * 200 + "end", "b"))["entries.yaml"]

    assert written.count("\n\n- id: ") == 1
    assert max(map(len, written.splitlines())) < FOLDED_CHARACTERS + 20


@pytest.mark.parametrize("sharing", SHARINGS)
def test_shared_out_among_files_no_entry_is_lost(tmp_path: Path, sharing: Sharing) -> None:
    starter = read_pack(starter_folder()).pack

    paths = write_pack(starter, tmp_path / "copy", sharing=sharing)

    reading = read_pack(tmp_path / "copy")
    assert reading.problems == ()
    assert {e.id: e for e in reading.pack.entries} == {e.id: e for e in starter.entries}
    assert reading.pack.cues == starter.cues
    assert (len(paths) > 3) is (sharing != "one")


def test_a_file_for_each_entry_is_called_by_its_id_and_changes_with_that_entry_only() -> None:
    starter = read_pack(starter_folder()).pack
    first, *others = starter.entries
    changed = dataclasses.replace(first, tags=("other",))

    before = pack_files(starter, sharing="entry")
    after = pack_files(dataclasses.replace(starter, entries=(*reversed(others), changed)), sharing="entry")

    assert set(before) == {"pack.yaml", "cues.yaml", *(f"{entry.id}.yaml" for entry in starter.entries)}
    assert {name for name in before if before[name] != after[name]} == {f"{first.id}.yaml"}
    assert list(after) == list(before)


@pytest.mark.parametrize("entry_id", ["pack", "cues", "entries", "x" * 100, "7", "null"])
def test_an_id_never_names_a_file_of_the_packs_own(tmp_path: Path, entry_id: str) -> None:
    entries = tuple(entry_from({"id": one, "kind": "background"}, pack="harbours") for one in (entry_id, "zinc"))
    pack = dataclasses.replace(pack_from(HEAD), entries=entries)

    paths = write_pack(pack, tmp_path / "copy", sharing="entry")

    assert read_pack(tmp_path / "copy").pack == pack
    assert len(paths) == len({path.name for path in paths}) == 3


@pytest.mark.parametrize("sharing", SHARINGS)
def test_a_pack_without_entries_is_its_own_file_and_read_back(tmp_path: Path, sharing: Sharing) -> None:
    paths = write_pack(pack_from(HEAD), tmp_path / "copy", sharing=sharing)

    assert [path.name for path in paths] == ["pack.yaml"]
    assert read_pack(tmp_path / "copy").pack == pack_from(HEAD)


@pytest.mark.parametrize("tag", ["../../etc", "pack", "cues", "CON\x9f", "Ж", "." * 5, "x" * 500])
def test_a_tag_never_names_a_file_elsewhere_or_one_of_the_packs_own(tmp_path: Path, tag: str) -> None:
    entry = entry_from({"id": "a", "kind": "background", "tags": [tag]}, pack="harbours")
    pack = dataclasses.replace(pack_from(HEAD), entries=(entry,))

    write_pack(pack, tmp_path / "copy", sharing="tag")

    assert read_pack(tmp_path / "copy").pack == pack
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


class TestOverwriting:
    def test_a_folder_with_yaml_files_is_left_alone(self, tmp_path: Path) -> None:
        write_pack(pack_with("a"), tmp_path)

        with pytest.raises(PackError, match=r"already holds entries.yaml") as refused:
            write_pack(pack_with("b"), tmp_path)

        assert "--force" in refused.value.remedy
        assert read_pack(tmp_path).pack == pack_with("a")

    def test_a_pack_replaces_itself_when_told_to_and_leaves_nothing_behind(self, tmp_path: Path) -> None:
        write_pack(pack_with("a", "b"), tmp_path, sharing="kind")
        (tmp_path / "notes.txt").write_text("kept", encoding="utf-8")

        write_pack(pack_with("c"), tmp_path, force=True)

        assert read_pack(tmp_path).pack == pack_with("c")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["entries.yaml", "notes.txt", "pack.yaml"]

    @pytest.mark.parametrize("head", ["id: others\n", "", "# id: harbours\n"])
    def test_another_folder_of_yaml_is_not_replaced(self, tmp_path: Path, head: str) -> None:
        (tmp_path / "pack.yaml").write_text(head, encoding="utf-8")

        with pytest.raises(PackError, match="not of the pack 'harbours'"):
            write_pack(pack_with("a"), tmp_path, force=True)

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way", encoding="utf-8")

        with pytest.raises(PackError, match="cannot be written"):
            write_pack(pack_with("a"), tmp_path / "file" / "pack")


@pytest.mark.parametrize(
    ("sharing", "limits", "says"),
    [
        ("one", PackLimits(bytes=100), "bytes"),
        ("one", PackLimits(entries=1), "2 entries in 2 files"),
        ("entry", PackLimits(files=2), "2 entries in 3 files.* in 2 files can be read back"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(
    tmp_path: Path, sharing: Sharing, limits: PackLimits, says: str
) -> None:
    with pytest.raises(PackError, match=says):
        write_pack(pack_with("a", "b"), tmp_path / "copy", sharing=sharing, limits=limits)

    assert not (tmp_path / "copy").exists()


def test_what_is_written_holds_no_less_than_the_entry() -> None:
    (entry,) = pack_with("a").entries

    (written,) = parse_document(pack_files(pack_with("a"))["entries.yaml"]).value

    assert entry_from(written, pack="harbours") == entry
    assert set(written) <= set(entry_to(entry))
