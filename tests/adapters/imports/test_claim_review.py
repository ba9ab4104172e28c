"""Pages and feed files, of which the linked data is read and nothing else."""

import json

import pytest

from sidelight.adapters.extract.child import ExtractPool
from sidelight.adapters.imports import claim_review
from sidelight.adapters.imports.claim_review import MOST_DEPTH, read_linked_data
from sidelight.services.curation.errors import ImportRefusedError
from sidelight.services.ports import Page

REVIEW = {"@type": "ClaimReview", "claimReviewed": "Dust </b> melts steel"}
SCRIPT = f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>'


@pytest.mark.parametrize(
    "html",
    [
        f"<!doctype html><head>{SCRIPT}</head><body><p>Read on.",
        f"<p>Read on.</p>{SCRIPT}",
        f"<script>var x = '<b>'</script>{SCRIPT}<script>alert(1)</script>",
        SCRIPT.replace("application/ld+json", "Application/LD+JSON; charset=utf-8"),
        SCRIPT.replace(">{", "><!-- {", 1).replace("}<", "} --><", 1),
        f'<script type="application/ld+json">{{broken</script>{SCRIPT}',
    ],
    ids=["head", "body", "among scripts", "type in capitals", "in a comment", "beside a broken one"],
)
def test_linked_data_is_found_wherever_a_page_has_it(html: str) -> None:
    assert read_linked_data(Page(body=html)) == (REVIEW,)


@pytest.mark.parametrize("body", [json.dumps([REVIEW]).encode(), b"\xef\xbb\xbf" + json.dumps([REVIEW]).encode()])
def test_a_feed_file_is_read_as_json(body: bytes) -> None:
    assert read_linked_data(Page(body=body)) == ([REVIEW],)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>Nothing here.</p>", "holds no linked data"),
        ("", "holds no linked data"),
        ('{"@type": ', "is no JSON"),
        ("[" * (MOST_DEPTH + 2) + "]" * (MOST_DEPTH + 2), "nested more than 40 deep"),
        ("[" * 200_000, "nested more than 40 deep"),
        ("[" + "9" * 5_000 + "]", "is no JSON"),
    ],
    ids=["page", "nothing", "cut off", "deep", "deep enough to break a parser", "a number too long to read"],
)
def test_what_cannot_be_read_is_refused_with_a_reason(body: str, message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read_linked_data(Page(body=body))


def test_a_file_over_the_cap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_review, "MOST_CHARACTERS", 10)

    with pytest.raises(ImportRefusedError, match="10 at most"):
        read_linked_data(Page(body="[1, 2, 3, 4]"))


def test_a_page_of_strangers_is_read_in_a_process_of_its_own() -> None:
    with ExtractPool(workers=1) as pool:
        found = pool.read(read_linked_data, Page(body=SCRIPT))

        with pytest.raises(ImportRefusedError) as refusal:
            pool.read(read_linked_data, Page(body="<p>Nothing here.</p>"))

    assert found == (REVIEW,)
    assert refusal.value.remedy.startswith("Give the address")
