import pytest
from tests.core.kinds.builders import Row, case_id, read_cases, subject, when

from sidelight.core.kinds.label import assess_label
from sidelight.core.kinds.payloads import Label

TABLE = read_cases("findings_label.json")
LABEL = Label(
    term={"en": "protected trader"},
    applied_by={"en": "the Guild"},
    means={},
    subjects=tuple(subject(name, history) for name, history in TABLE["subjects"].items()),
)


@pytest.mark.parametrize("case", TABLE["cases"], ids=case_id)
def test_a_label_stands_to_its_subjects_as_their_history_says(case: Row) -> None:
    unknown = case.get("unknown_subject", False)

    found = assess_label(
        LABEL, subjects=tuple(case["subjects"]), unknown_subject=unknown, when=when(case, TABLE["today"])
    )

    assert found.finding == case["finding"]
    assert [standing.finding for standing in found.subjects] == case["each"]
