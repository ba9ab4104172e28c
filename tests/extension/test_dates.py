import pytest
from playwright.sync_api import Page
from tests.extension.conftest import Open


@pytest.mark.parametrize(
    ("date", "written", "short"),
    [
        ("2024-03-26", "26 March 2024", "26 Mar 2024"),
        ("2004-09-01", "1 September 2004", "1 Sep 2004"),
        ("2004-09", "September 2004", "Sep 2004"),
        ("2022", "2022", "2022"),
    ],
)
def test_dates_are_written_as_people_write_them(scripts: Page, date: str, written: str, short: str) -> None:
    found = scripts.evaluate("date => [Sidelight.writeDate(date), Sidelight.writeDate(date, { short: true })]", date)

    assert found == [written, short]


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2024-13", "24-03-26", "2024-3-26", "0000", "", "2024-03-26T10:00", None, 2024]
)
def test_what_is_no_date_is_not_taken_for_one(scripts: Page, text: object) -> None:
    assert scripts.evaluate("text => Sidelight.isPartialDate(text)", text) is False


def test_dates_keep_their_order_on_an_axis(scripts: Page) -> None:
    dates = ["2003", "2004-02", "2004-09-01", "2004-09-03", "2005"]

    days = scripts.evaluate("dates => dates.map(Sidelight.dayOf)", dates)

    assert days == sorted(days)


RUSSIAN = [
    ("2024-03-26", "26 марта 2024\u00a0года", "26 мар. 2024"),
    ("2004-09", "сентябрь 2004\u00a0года", "сент. 2004"),
    ("2022", "2022", "2022"),
]


@pytest.mark.parametrize(("date", "written", "short"), RUSSIAN)
def test_russian_dates_are_written_as_in_russian(open_page: Open, date: str, written: str, short: str) -> None:
    page = open_page("<p>", language="ru")

    found = page.evaluate("date => [Sidelight.writeDate(date), Sidelight.writeDate(date, { short: true })]", date)

    assert found == [written, short]


@pytest.mark.parametrize(
    ("date", "age"),
    [
        ("2026-11-22", "today"),
        ("2026-11-21", "yesterday"),
        ("2026-11-16", "6 days ago"),
        ("2026-11-01", "3 weeks ago"),
        ("2026-06-01", "5 months ago"),
        ("2024-03-26", "2 years ago"),
        ("2027-01-01", "today"),
    ],
)
def test_ages_are_told_in_their_largest_unit(open_page: Open, date: str, age: str) -> None:
    page = open_page("<p>")
    page.clock.set_fixed_time("2026-11-22T12:00:00Z")

    assert page.evaluate("date => Sidelight.writeAge(date)", date) == age
