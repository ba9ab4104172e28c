from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.web.console.drafts.fields import Form, form_of, keys_of, name_of
from sidelight.web.console.drafts.forms import written
from sidelight.web.console.drafts.rows import MOST_REMOVED, MOST_ROWS, REMOVED, Done, in_order, new_form, press
from sidelight.web.console.drafts.wording import label_of


def letters(form: object, many: int) -> str:
    return "".join(form.value(f"sources[{number}].title") for number in range(many))  # type: ignore[attr-defined]


@given(st.integers(1, 6).flatmap(lambda many: st.tuples(st.just(many), st.lists(st.integers(0, many - 1), max_size=9))))
def test_what_was_moved_up_and_down_again_stands_where_it_stood(case: tuple[int, list[int]]) -> None:
    many, moves = case
    form = form_of((f"sources[{number}].title", ["abcdef"[number]]) for number in range(many))

    moved = form
    for number in moves:
        moved = press(moved, f"down sources[{number}]").form
    for number in reversed(moves):
        if number + 1 < many:
            moved = press(moved, f"up sources[{number + 1}]").form

    assert letters(moved, many) == letters(form, many)


def test_removing_a_row_takes_all_that_stands_in_it() -> None:
    form = form_of([("comparison.events[0].records[0].value", ["1"]), ("comparison.events[1].records[0].value", ["2"])])

    left = press(form, "remove comparison.events[0]").form

    assert dict(left.values) == {"comparison.events[0].records[0].value": ("2",)}


ROWS = [
    ("comparison.events[0].id", ["a"]),
    ("comparison.events[0].records[0].value", ["1"]),
    ("comparison.events[1].id", ["b"]),
    ("comparison.events[1].records[0].sources", ["", "s"]),
    ("comparison.events[1].records[1].value", ["2"]),
    ("comparison.events[2].id", ["c"]),
]
LISTS = ["comparison.events", *(f"comparison.events[{number}].records" for number in range(3))]


def entered(form: Form) -> dict[str, tuple[str, ...]]:
    """What stands in a form, without what travels in it."""
    return {name: values for name, values in form.values.items() if name != REMOVED}


@pytest.mark.parametrize(
    "row", [*(f"comparison.events[{number}]" for number in range(3)), "comparison.events[1].records[0]"]
)
def test_a_row_that_was_removed_is_put_back_where_it_stood(row: str) -> None:
    form = form_of(ROWS)
    gone = press(form, f"remove {row}")

    again = press(replace(gone.form, values={**gone.form.values, REMOVED: (gone.removed,)}), "restore")

    assert entered(again.form) == dict(form.values)
    assert again.focus == row
    assert again.told.endswith("is back.")
    assert not again.removed


def travelling(done: Done) -> Form:
    """The form as the browser sends it after a button, with what travels in it."""
    return replace(done.form, values={**done.form.values, REMOVED: (done.removed,)})


@given(st.lists(st.integers(0, 20), min_size=1, max_size=5))
def test_rows_that_were_removed_one_after_another_are_put_back_newest_first(taken: list[int]) -> None:
    forms = [form_of(ROWS)]
    removed: list[str] = []
    for number in taken:
        rows = [row for name in LISTS for row in forms[-1].rows(name)]
        removed += [rows[number % len(rows)]] if rows else []
        forms += [travelling(press(forms[-1], f"remove {removed[-1]}"))] if rows else []

    form = forms.pop()
    while removed:
        again = press(form, "restore")
        form = travelling(again)

        assert again.focus == removed.pop()
        assert entered(form) == entered(forms.pop())
        assert again.undoes == (label_of(removed[-1]) if removed else "")


def test_more_removed_rows_than_a_form_remembers_leave_the_newest() -> None:
    form = form_of((f"sources[{number}].id", [f"s{number}"]) for number in range(MOST_REMOVED + 3))
    for _ in range(MOST_REMOVED + 2):
        form = travelling(press(form, "remove sources[0]"))

    while form.value(REMOVED):
        form = travelling(press(form, "restore"))

    assert form.value("sources[0].id") == "s2"
    assert len(form.rows("sources")) == MOST_REMOVED + 1


def test_another_button_forgets_what_was_removed() -> None:
    gone = press(press(form_of(ROWS), "remove comparison.events[2]").form, "add sources")

    assert (gone.removed, gone.undoes) == ("", "")


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "nothing",
        "[]",
        "{}",
        '[{"row": "title", "fields": {}}]',
        '[{"row": "", "fields": {}}]',
        '[{"row": "sources[9]", "fields": {".id": ["a"]}}]',
        '[{"row": "sources[0]", "fields": {".id": 7}}]',
        '[{"row": "nowhere[0]", "fields": {".id": ["a"]}}]',
        '[{"row": "sources[0]", "fields": {"] onclick=": ["a"]}}]',
        '[{"row": "sources[0]", "fields": [1]}]',
        '{"row": "sources[0]", "fields": {".id": ["b"]}}',
        "[" * 100_000,
    ],
)
def test_what_no_removal_has_left_brings_nothing_back(sent: str) -> None:
    form = form_of([("sources[0].id", ["a"]), (REMOVED, [sent])])

    again = press(form, "restore").form

    assert [again.value(f"{row}.id") for row in again.rows("sources")] == ["a"]


def test_the_last_row_can_be_removed() -> None:
    assert not press(form_of([("sources[0].id", ["a"])]), "remove sources[0]").form.rows("sources")


def test_a_new_event_brings_a_record() -> None:
    form = press(new_form("comparison", pack="p"), "add comparison.events").form

    assert form.rows("comparison.events[2].records") == ["comparison.events[2].records[0]"]


@pytest.mark.parametrize(
    ("sources", "ticked"),
    [(["gazette"], ("gazette",)), (["gazette", "courier"], ()), (["gazette", ""], ()), ([""], ()), ([], ())],
    ids=["the only source", "one of two", "beside a row without a name", "a row without a name", "no source"],
)
@pytest.mark.parametrize("name", ["figure.records", "comparison.events[0].records", "label.subjects[0].history"])
def test_a_new_row_cites_the_only_source_and_else_none(name: str, sources: list[str], ticked: tuple[str, ...]) -> None:
    known = [(f"sources[{number}].id", [source]) for number, source in enumerate(sources)]
    form = form_of([*known, (f"{name}[0].sources", ["gazette"])])

    added = press(form, f"add {name}").form

    assert (added.ticked(f"{name}[1].sources"), added.ticked(f"{name}[0].sources")) == (ticked, ("gazette",))


def test_given_names_do_not_repeat() -> None:
    form = new_form("background", pack="p")
    for _ in range(3):
        form = press(form, "add sources").form
    form = press(press(form, "remove sources[1]").form, "add sources").form

    assert sorted(form.value(f"{row}.id") for row in form.rows("sources")) == [f"source-{n}" for n in (1, 2, 3, 4)]


def test_a_form_does_not_grow_for_ever() -> None:
    form = form_of((f"sources[{number}].id", ["x"]) for number in range(MOST_ROWS))

    assert press(form, "add sources").form == form


@pytest.mark.parametrize(
    ("days", "ordered"),
    [
        (["2024-03-02", "2024-03-01"], ["2024-03-01", "2024-03-02"]),
        (["2024-03-02", "", "2024-03-01"], ["2024-03-01", "2024-03-02", ""]),
        (["2024-03-02", "never", "2024"], ["2024-03-02", "never", "2024"]),
        (["2024-03", "2024-03-05"], ["2024-03", "2024-03-05"]),
        (["2024-03-05", "2024"], ["2024-03-05", "2024"]),
    ],
    ids=["out of order", "without a day", "no day at all", "a month may hold the day", "a year may hold the day"],
)
def test_records_are_put_in_order_only_where_their_days_say_so(days: list[str], ordered: list[str]) -> None:
    form = form_of((f"figure.records[{number}].as_of", [day]) for number, day in enumerate(days))

    assert [in_order(form).value(f"{row}.as_of") for row in form.rows("figure.records")] == ordered


def test_histories_of_subjects_are_put_in_order_too() -> None:
    fields = [("label.subjects[1].history[0].on", ["2020"]), ("label.subjects[1].history[1].on", ["2019"])]
    form = form_of([("label.subjects[0].id", ["a"]), *fields])

    assert in_order(form).value("label.subjects[1].history[0].on") == "2019"


@given(st.lists(st.one_of(st.integers(0, 99999), st.from_regex(r"[a-z_]{1,9}", fullmatch=True)), max_size=6))
def test_a_name_taken_apart_is_put_together_again(keys: list[str | int]) -> None:
    name = name_of(["top", *keys])

    assert keys_of(name) == ("top", *keys)


@pytest.mark.parametrize("kind", ["figure", "comparison", "label", "background"])
def test_nothing_of_a_new_form_counts_as_written(kind: str) -> None:
    data = written(new_form(kind, pack="p")).data

    assert {key: value for key, value in data.items() if value and key != "kind"} == {}


@pytest.mark.parametrize(
    ("row", "among"),
    [
        ("label.subjects[0].history[0]", "label.subjects[0].history"),
        ("label.subjects[0]", "label.subjects"),
        ("comparison.events[0].records[0]", "comparison.events[0].records"),
    ],
)
@pytest.mark.parametrize("many", [1, 3])
def test_the_focus_stays_in_the_list_that_lost_a_row(row: str, among: str, many: int) -> None:
    form = form_of((f"{among}[{number}].note", [str(number)]) for number in range(many))
    form = form_of([*((name, list(held)) for name, held in form.values.items()), (f"{row}.note", ["x"])])

    focus = press(form, f"remove {row}").focus or ""
    assert focus.startswith(among)
    assert "[" not in focus.removeprefix(among)[3:]
