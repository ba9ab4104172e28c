from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sidelight.adapters.packs.files import PackLimits
from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.core.entry import Clause, Cue
from sidelight.core.kinds.payloads import Figure, Label
from sidelight.errors import PackError

MakePack = Callable[[Mapping[str, str | bytes]], Path]

TOPIC = """\
# What the harbour fire was, and what it cost.
- id: harbour-fire-toll
  kind: figure
  title: {en: "Harbour fire: death toll", no: Brannen}
  phrases:
    en:
      - "{count} (people | dockers) [were] killed"
  scope:
    about: {any: ["harbour fire", {cues: westmark}]}
    not_about: {cues: [airports]}
    published: {from: 2019-07-03}
  figure:
    measure: deaths
    unit: {one: {en: person killed}, other: {en: people killed}}
    event: {began: 2019-07, places: [Norhaven, Westmark]}
    records:
      - {value: 12, as_of: 2019-07-03, by: "Fire service", sources: [wire]}
      - {low: 14, high: 17, as_of: 2019, standing: other}
  sources:
    - {id: wire, title: "Fire", publisher: "Wire", url: "https://example.org/fire", published: 2019-07-03}
  examples:
    - {text: "The fire killed 12 dockers.", published: 2019-07-04, quote: "12 dockers", reading: 12}
    - {text: "The fire left 12 injured.", none: true}
  review_by: 2027-03-01

- id: closed-port
  kind: label
  label:
    term: {en: closed port}
    applied_by: {en: Port Office}
    means: {en: "Foreign ships need a permit."}
    subjects:
      - {id: norhaven, name: Norhaven, phrases: {en: ["[Port of] Norhaven"]}, history: [
          {event: listed, on: 1950, by: "Port Office"}]}
"""


def background(name: str) -> str:
    return f"- id: {name}\n  kind: background\n  title: {{en: {name}}}\n"


def test_a_sound_pack_is_read_whole(make_pack: MakePack) -> None:
    folder = make_pack(
        {"fires.yaml": TOPIC, "more.yml": background("quay"), "cues.yaml": "westmark: {en: [Norhaven]}\n"}
    )

    reading = read_pack(folder)

    assert reading.problems == ()
    assert [entry.id for entry in reading.pack.entries] == ["harbour-fire-toll", "closed-port", "quay"]
    assert {entry.pack for entry in reading.pack.entries} == {"harbours"}
    assert reading.pack.cues == {"westmark": {"en": ("Norhaven",)}}


def test_dates_and_the_words_yes_no_and_on_stay_what_was_written(make_pack: MakePack) -> None:
    figure, label = read_pack(make_pack({"fires.yaml": TOPIC})).pack.entries

    assert isinstance(figure.payload, Figure)
    assert isinstance(label.payload, Label)
    assert figure.title["no"] == "Brannen"
    assert [str(record.as_of) for record in figure.payload.records] == ["2019-07-03", "2019"]
    assert str(label.payload.subjects[0].history[0].on) == "1950"
    assert figure.scope.about == Clause(any=(Cue("harbour fire"), Cue(cue_set="westmark")))


def test_a_file_of_comments_and_an_empty_file_hold_no_entries(make_pack: MakePack) -> None:
    reading = read_pack(make_pack({"a.yaml": "# later\n", "b.yaml": "", "c.yaml": "[]", "cues.yaml": "# none\n"}))

    assert (reading.pack.entries, reading.problems) == ((), ())


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(make_pack: MakePack) -> None:
    reading = read_pack(make_pack({"a.yaml": "\ufeff" + TOPIC.replace("\n", "\r\n")}))

    assert reading.problems == ()
    assert len(reading.pack.entries) == 2


def test_hidden_files_and_other_files_are_left_alone(make_pack: MakePack) -> None:
    reading = read_pack(make_pack({".a.yaml": "[", "notes.txt": "[", "b.yaml": background("quay")}))

    assert reading.problems == ()


def test_an_id_used_in_two_files_is_told_with_both_places(make_pack: MakePack) -> None:
    folder = make_pack({"a.yaml": background("pier") + background("quay"), "b.yaml": "\n\n" + background("quay")})

    reading = read_pack(folder)

    assert [entry.id for entry in reading.pack.entries] == ["pier", "quay"]
    (problem,) = reading.problems
    assert str(problem) == (
        "b.yaml:3: entry quay, id: 'quay' is already used in a.yaml:4: give one of the two another id"
    )


def test_a_problem_found_later_is_told_at_the_entrys_own_line(make_pack: MakePack) -> None:
    reading = read_pack(make_pack({"fires.yaml": TOPIC}))

    problem = reading.problem("harbour-fire-toll", "figure.records[1].as_of", "is out of order")

    assert str(problem) == "fires.yaml:18: entry harbour-fire-toll, figure.records[1].as_of: is out of order"
    assert reading.problem("harbour-fire-toll", "figure.records[1].by", "is missing").line == 18
    assert reading.problem("unknown", "title", "is missing").line is None


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("id: harbours\ntitle: Harbours\n", "pack.yaml: licence: is missing"),
        ("- id: harbours\n", "pack.yaml: a mapping is wanted here"),
        ("", "pack.yaml: a mapping is wanted here"),
        ("id: [", "pack.yaml:1: is no YAML"),
        ("id: &a harbours\ntitle: *a\nlicence: x\n", "pack.yaml:1: the anchor &a is not allowed"),
        ("id: a\nid: b\ntitle: x\nlicence: x\n", "pack.yaml:2: the key stands twice (first on line 1)"),
    ],
)
def test_a_folder_without_a_sound_head_is_no_pack(make_pack: MakePack, head: str, says: str) -> None:
    folder = make_pack({"pack.yaml": head})

    with pytest.raises(PackError) as refused:
        read_pack(folder)

    assert refused.value.detail.startswith(says)


def test_a_folder_without_head_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="holds no pack"):
        read_pack(tmp_path)


def test_a_folder_that_is_not_there_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="No such file"):
        read_pack(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (PackLimits(bytes=100), r"larger than 100 bytes \(at a\.yaml\)"),
        (PackLimits(entries=3), r"more than 3 entries \(at b\.yaml\)"),
        (PackLimits(files=2), "more than 2 YAML files"),
    ],
)
def test_a_pack_over_a_limit_is_refused(make_pack: MakePack, limits: PackLimits, says: str) -> None:
    two = background("pier") + background("quay")
    folder = make_pack({"a.yaml": two, "b.yaml": two})

    with pytest.raises(PackError, match=says):
        read_pack(folder, limits)


def test_a_huge_file_is_refused_before_it_is_parsed(make_pack: MakePack) -> None:
    folder = make_pack({"a.yaml": b"- " * 5_000_001})

    with pytest.raises(PackError, match="larger than 10,000,000 bytes"):
        read_pack(folder)


def test_very_many_broken_entries_are_counted_before_they_are_parsed(make_pack: MakePack) -> None:
    folder = make_pack({"a.yaml": "- [\n" * 2_000_000})

    with pytest.raises(PackError, match="more than 20 entries"):
        read_pack(folder, PackLimits(entries=20))


def test_the_starter_pack_travels_with_the_package() -> None:
    assert (starter_folder() / "pack.yaml").is_file()
