import pytest
from playwright.sync_api import Page


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
