"""Tables of numbers hold what lists of lists would."""

from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.index.names import Names
from sidelight.core.index.tables import Rows, Table

NUMBERS = st.integers(0, 12)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS))


def table_of(pairs: list[tuple[int, int]]) -> Table:
    return Table([key for key, _ in pairs], [value for _, value in pairs])


@given(pairs=PAIRS, asked=st.lists(NUMBERS))
def test_each_list_holds_its_numbers_in_the_order_given(pairs: list[tuple[int, int]], asked: list[int]) -> None:
    table = table_of(pairs)

    assert all(table[key] == tuple(value for other, value in pairs if other == key) for key in range(14))
    assert list(table.each(asked)) == [(key, value) for key in asked for value in table[key]]


@given(pairs=PAIRS)
def test_both_ways_hold_each_pair_once(pairs: list[tuple[int, int]]) -> None:
    there, back = Table.both_ways([left for left, _ in pairs], [right for _, right in pairs])

    assert {(left, right) for left in range(13) for right in there[left]} == set(pairs)
    assert sum(len(back[right]) for right in range(13)) == len(set(pairs))


@given(rows=st.lists(st.lists(NUMBERS, max_size=4), max_size=6), pairs=PAIRS, most=st.integers(0, 5))
def test_a_crowd_is_whoever_shares_a_number_with_more_than_so_many(
    rows: list[list[int]], pairs: list[tuple[int, int]], most: int
) -> None:
    table, gathered = table_of(pairs), Rows()
    for row in rows:
        gathered.add(row)
    held = [value for row in rows for number in row for value in table[number]]

    crowds = dict(gathered.crowds(table, most))

    sizes = [max((held.count(value) for number in row for value in table[number]), default=0) for row in rows]
    assert crowds == {owner: size for owner, size in enumerate(sizes) if size > most}


def test_rows_without_some_owners_keep_the_others_in_order() -> None:
    rows = Rows()
    for row in ([4, 5], [], [6], [4]):
        rows.add(row)

    numbers, owners = rows.without([0])

    assert (numbers.tolist(), owners.tolist()) == ([6, 4], [2, 3])
    assert list(rows.counts(8)) == [0, 0, 0, 0, 2, 1, 1, 0]


@given(texts=st.lists(st.tuples(st.sampled_from(["en", "ru"]), st.text(max_size=3)), unique=True), other=st.text())
def test_names_are_found_before_and_after_they_are_closed(texts: list[tuple[str, str]], other: str) -> None:
    names = Names(lambda number, group, text: texts[number] == (*group, text))
    numbers = [names.add((group,), text) for group, text in texts]

    before = [names.find((group,), text) for group, text in texts]
    names.close()
    after = [names.find((group,), text) for group, text in texts]

    assert before == after == numbers
    assert names.find(("de",), other) is None
