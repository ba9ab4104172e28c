import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sidelight.adapters.packs.folder import read_pack
from sidelight.adapters.packs.problems import PackReading

MakePack = Callable[[Mapping[str, str | bytes]], Path]

FIRST = b"- id: first\n  kind: background\n"
LAST = b"- id: last\n  kind: background\n"
LONELY = "".join(["\\u", "d800"])

# Each stands between two sound entries, which must both be read: (what is written, line and place, part of the message)
BROKEN: list[tuple[bytes, str, str]] = [
    # The shape of an entry
    (b"- id: x\n  kind: background\n  titel: {en: a}\n", "a.yaml:5: entry x, titel", "did you mean 'title'?"),
    (b"- id: x\n  kind: background\n  title: {en: 7}\n", "a.yaml:5: entry x, title.en", "put it in quotes"),
    (b"- id: x\n", "a.yaml:3: entry x, kind", "is missing"),
    (b"- kind: background\n", "a.yaml:3: [1].id", "is missing"),
    (b"- {id: 7, kind: background}\n", "a.yaml:3: [1].id", "put it in quotes"),
    (b"- 7\n", "a.yaml:3: [1]", "a mapping is wanted"),
    (b"-\n", "a.yaml:3: [1]", "a mapping is wanted"),
    (b"- [id, x]\n", "a.yaml:3: [1]", "a mapping is wanted"),
    (b"- id: first\n  kind: background\n", "a.yaml:3: entry first, id", "already used in a.yaml:1"),
    # YAML that is refused, though it could be read
    (b"- id: x\n  kind: background\n  tags: &t [a]\n", "a.yaml:5: entry x, tags", "the anchor &t is not allowed"),
    (b"- id: x\n  title: &t {en: a}\n  body: *t\n", "a.yaml:4: entry x, title", "the anchor &t is not allowed"),
    (b"- &e\n  id: x\n", "a.yaml:3: entry x", "the anchor &e is not allowed"),
    (b"- id: x\n  <<: {a: b}\n  kind: background\n", "a.yaml:4: entry x, <<", "unknown key"),
    (b"- id: x\n  kind: !!str background\n", "a.yaml:4: entry x, kind", "the tag 'tag:yaml.org,2002:str' is not"),
    (b"- !!python/object/apply:os.system [ls]\n", "a.yaml:3: [1]", "is not allowed"),
    (b"- id: x\n  kind: ! background\n", "a.yaml:4: entry x, kind", "the tag '!' is not allowed"),
    (b"- id: x\n  id: y\n", "a.yaml:4: entry x, id", "stands twice (first on line 3)"),
    (b"- id: x\n  figure:\n    unit: 1\n    unit: 2\n", "a.yaml:6: entry x, figure.unit", "(first on line 5)"),
    (b"- id: x\n  {a: b}: c\n", "a.yaml:4: entry x", "cannot be a key"),
    (b"- id: x\n  ? [a]\n  : c\n", "a.yaml:4: entry x", "cannot be a key"),
    # What no YAML is
    (b"- id: x\n  title: {en: [a}\n", "a.yaml:4: entry x", "is no YAML"),
    (b"- id: x\n  title: a: b\n", "a.yaml:4: entry x", "put texts that hold a colon in quotes"),
    (b"- id: x\n\ttitle: a\n", "a.yaml:4: entry x", "indent with spaces"),
    (b"- id: x\n  title: \"a\n", "a.yaml:5: entry x", "is no YAML"),
    (b"- id: x\n  phrases: {en: [{count} people]}\n", "a.yaml:4: entry x", "put phrases in quotes"),
    (b"- id: x\n  body: *nowhere\n", "a.yaml:4: entry x, body", "the alias *nowhere is not allowed"),
    (b"- id: x\n---\n", "a.yaml:4: entry x", "a second document begins"),
    (b"- id: x\n  title: \"\\U99999999\"\n", "a.yaml:4: entry x", "an impossible number"),
    (b"- id: x\n  title: \"\\xZZ\"\n", "a.yaml:4: entry x", "is no YAML"),
    # What no text is
    (b"- id: x\n  title: {en: \xff}\n", "a.yaml:4: entry x", "byte 0xFF is not UTF-8"),
    (b"- id: x\n  title: {en: \xc3\x28}\n", "a.yaml:4: entry x", "byte 0xC3 is not UTF-8"),
    (b"- id: x\n  title: {en: \xed\xa0\x80}\n", "a.yaml:4: entry x", "is not UTF-8"),
    (b"- id: x\n  title: {en: a\0b}\n", "a.yaml:4: entry x", "holds the control character U+0000"),
    (b"- id: x\n  kind: background\n  title: {en: \"\\0\"}\n", "a.yaml:5: entry x, title.en", "U+0000"),
    (f'- id: x\n  kind: background\n  title: {{en: "{LONELY}"}}\n'.encode(), "a.yaml:5: entry x, title.en", "U+D800"),
    # What is too much
    (b"- id: x\n  title: " + b"[" * 100_000 + b"\n", "a.yaml:4: entry x", "is nested more than 12 deep"),
    (b"- id: x\n  title: " + b"[" * 50_000 + b"]" * 50_000 + b"\n", "a.yaml:4: entry x", "is nested more than 12 deep"),
    (b"- id: x\n  title: " + b"{a: " * 100_000 + b"\n", "a.yaml:4: entry x", "is nested more than 12 deep"),
    (b"- id: x\n  title:\n    " + b"- " * 100_000 + b"\n", "a.yaml:5: entry x", "is nested more than 12 deep"),
    (b"- id: x\n  title: " + b"{? " * 100_000 + b"\n", "a.yaml:4: entry x", "is nested more than 12 deep"),
    (b"- id: x\n  revision: " + b"9" * 100_000 + b"\n", "a.yaml:4: entry x, revision", "a number is wanted"),
    (b"- id: x\n  revision: 1.0e999\n  kind: background\n", "a.yaml:4: entry x, revision", "is out of range"),
    (b"- id: " + b"x" * 100_000 + b"\n  kind: background\n", "a.yaml:3: entry 'xxx", "shorten it to 100"),
    (b"- id: x\n  title: {en: " + b"x" * 100_000 + b"}\n", "a.yaml:4: entry x, title.en", "shorten it to 20000"),
]  # fmt: skip


def names(reading: PackReading) -> list[str]:
    return [entry.id for entry in reading.pack.entries]


@pytest.mark.parametrize(
    ("written", "where", "says"), BROKEN, ids=[f"{n}-{case[2][:30]}" for n, case in enumerate(BROKEN)]
)
def test_a_broken_entry_is_told_by_line_and_leaves_the_others(
    make_pack: MakePack, written: bytes, where: str, says: str
) -> None:
    folder = make_pack({"a.yaml": FIRST + written + LAST})

    reading = read_pack(folder)

    assert names(reading) == ["first", "last"]
    told = [str(problem) for problem in reading.problems]
    assert any(line.startswith(where) and says in line for line in told), told
    assert all(len(line) < 500 for line in told)


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (b"entries:\n- id: x\n", "a.yaml:1: holds no list of entries"),
        (b"just words", "a.yaml:1: holds no list of entries"),
        (b"&a [1]", "a.yaml:1: the anchor &a is not allowed"),
        (b"%YAML " + b"9" * 10_000 + b".1\n--- []\n", "a.yaml:1: is no YAML"),
        ("- id: x\n".encode("utf-16"), "a.yaml:1: byte 0xFF is not UTF-8"),
        (b"[" * 100_000, "a.yaml:1: is nested more than 12 deep"),
        (b"\x00" * 1000, "a.yaml:1: holds the control character U+0000"),
        (b"]\n- id: x\n  kind: background\n", "a.yaml:1: is no YAML"),
    ],
)
def test_a_file_that_is_no_topic_is_told_and_leaves_the_other_files(
    make_pack: MakePack, held: bytes, says: str
) -> None:
    folder = make_pack({"a.yaml": held, "b.yaml": LAST})

    reading = read_pack(folder)

    assert names(reading)[-1] == "last"
    assert str(reading.problems[0]).startswith(says)


def test_aliases_that_would_grow_without_end_are_refused_unexpanded(make_pack: MakePack) -> None:
    levels = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    folder = make_pack({"a.yaml": f"- id: x\n  l0: &l0 [a]\n{levels}".encode() + LAST})

    reading = read_pack(folder)

    assert names(reading) == ["last"]
    assert len(reading.problems) == 50


def test_a_broken_file_of_cues_leaves_its_other_sets_and_the_entries(make_pack: MakePack) -> None:
    cues = "fires: {en: [fire~]}\nstorms: &s [gale]\nfloods: 7\nfires: [x]\ngales: [y]\n"
    folder = make_pack({"cues.yaml": cues, "a.yaml": LAST})

    reading = read_pack(folder)

    assert (list(reading.pack.cues), names(reading)) == (["gales"], ["last"])
    assert [str(problem).split(": ")[:2] for problem in reading.problems] == [
        ["cues.yaml:2", "storms"],
        ["cues.yaml:3", "floods"],
        ["cues.yaml:4", "fires"],
    ]


def test_cues_that_are_no_yaml_leave_the_entries(make_pack: MakePack) -> None:
    reading = read_pack(make_pack({"cues.yaml": "a: [", "a.yaml": LAST}))

    assert names(reading) == ["last"]
    assert str(reading.problems[0]).startswith("cues.yaml:1: is no YAML")


def test_a_link_out_of_the_folder_is_not_followed(make_pack: MakePack, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_bytes(FIRST)
    folder = make_pack({"b.yaml": LAST})
    (folder / "a.yaml").symlink_to(tmp_path / "secret.yaml")

    reading = read_pack(folder)

    assert names(reading) == ["last"]
    assert [(problem.file, "leads out of" in problem.message) for problem in reading.problems] == [("a.yaml", True)]


def test_a_link_inside_the_folder_and_a_linked_folder_are_followed(make_pack: MakePack, tmp_path: Path) -> None:
    folder = make_pack({"b.yaml": LAST, "first.txt": FIRST})
    (folder / "a.yaml").symlink_to("first.txt")
    (tmp_path / "linked").symlink_to(folder, target_is_directory=True)

    reading = read_pack(tmp_path / "linked")

    assert (names(reading), reading.problems) == (["first", "last"], ())


def test_what_is_no_ordinary_file_is_never_opened_for_good(make_pack: MakePack) -> None:
    folder = make_pack({"z.yaml": LAST})
    os.mkfifo(folder / "a.yaml")
    (folder / "b.yaml").mkdir()
    (folder / "c.yaml").symlink_to("c.yaml")
    (folder / "d.yaml").symlink_to("nowhere.yaml")
    (folder / "e.yaml").symlink_to("/dev/zero")

    reading = read_pack(folder)

    assert names(reading) == ["last"]
    assert [problem.file for problem in reading.problems] == ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]
    assert all(problem.line is None and problem.message for problem in reading.problems)


def test_a_file_name_that_cannot_be_printed_is_written_out(make_pack: MakePack) -> None:
    folder = make_pack({"a\x1b[31m\n.yaml": b"- 7\n"})

    (problem,) = read_pack(folder).problems

    assert str(problem).isprintable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.binary(max_size=60) | st.text("[]{}&*!|>-?:,#%@`'\"\\ \n\tab1", max_size=60).map(str.encode))
def test_no_file_whatever_is_in_it_keeps_another_from_being_read(make_pack: MakePack, held: bytes) -> None:
    folder = make_pack({"a.yaml": held, "b.yaml": LAST})

    reading = read_pack(folder)

    assert names(reading) == ["last"]
    assert all(str(problem).isprintable() for problem in reading.problems)
