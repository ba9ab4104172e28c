"""What a draft does on the corpus: hits in context, what differs from what is published, near misses, examples."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import TODAY, background, cues, day
from tests.services.curation.desk import Desk, payload_of, sound_background, sound_toll, starting_pack

from sidelight.core.annotate import run
from sidelight.core.article import article_of_text
from sidelight.core.dates import When
from sidelight.core.edition import make_edition
from sidelight.core.entry import Clause, Entry, Scope
from sidelight.core.matching.matcher import compile_matcher
from sidelight.errors import EntryInvalidError, PhraseError
from sidelight.services.asked import Asked
from sidelight.services.curation.errors import CorpusFullError, NotKeptError
from sidelight.services.curation.hits import reading
from sidelight.services.curation.hits.hit import ArticleHits, example_of, with_example

PORTS = "The Ministry of Ports said so on Monday. “Nobody was hurt,” it added."
TOLL = "An old tower fell. The earthquake in Tarn killed 61 people. Then it rained."
MONDAY = "The tower was closed on Monday. “Nobody was hurt,” it was said."
NOTHING = "The weather was fine in the hills all day long."


def hits(desk: Desk, draft: Entry, **more: Any) -> tuple[ArticleHits, ...]:
    return tuple(desk.corpus.hits(draft, **more))


def test_every_article_is_told_in_order_with_progress(desk: Desk) -> None:
    numbers = [desk.save(text) for text in (NOTHING, PORTS, TOLL)]

    found = hits(desk, sound_background())

    assert [(one.article.id, one.done, one.total) for one in found] == [(n, n, 3) for n in numbers]
    assert [len(one.hits) for one in found] == [0, 1, 0]


def test_they_can_be_looked_at_page_by_page(desk: Desk) -> None:
    numbers = [desk.save(text) for text in (NOTHING, PORTS, TOLL)]

    (second,) = hits(desk, sound_background(), after=numbers[0], limit=1)

    assert (second.article.id, second.done, second.total, len(second.hits)) == (numbers[1], 2, 3, 1)


def test_a_hit_stands_in_its_context_and_sentence(desk: Desk) -> None:
    desk.save(TOLL)

    (one,) = hits(desk, sound_toll())
    (hit,) = one.hits

    assert (hit.change, hit.exact) == ("same", "killed 61 people")
    assert hit.prefix.endswith("The earthquake in Tarn ")
    assert hit.suffix.startswith(". Then")
    assert hit.sentence == "The earthquake in Tarn killed 61 people."


def test_a_sentence_keeps_its_quotation_marks() -> None:
    live = compile_matcher(make_edition([starting_pack()]))
    draft = sound_background("nobody", "nobody was hurt")

    (hit,) = reading.read(reading.prepare(live, draft), article_of_text(MONDAY, language="en"), today=TODAY).hits

    assert hit.sentence == "“Nobody was hurt,” it was said."


def test_what_is_new_lost_and_changed_is_told(desk: Desk) -> None:
    desk.save("The Ministry of Ports met the harbour board of Tarn.")
    wider = sound_background(phrases={"en": ("harbour board", "[the] Ministry of Ports")})
    other = sound_background(phrases={"en": ("harbour board",)})

    def changes(draft: Entry) -> list[tuple[str, str]]:
        return [(hit.change, hit.exact) for one in hits(desk, draft) for hit in one.hits]

    assert changes(sound_background()) == [("same", "Ministry of Ports")]
    assert changes(other) == [("lost", "Ministry of Ports"), ("new", "harbour board")]
    assert changes(wider)[0] == ("changed", "The Ministry of Ports")


def test_a_hit_whose_sentence_for_readers_changes_has_changed(desk: Desk) -> None:
    desk.save(TOLL)
    figure = payload_of(sound_toll())
    later = replace(figure.records[-1], value=70, as_of=day("2024-01-01"), published=day("2024-01-01"))

    (one,) = hits(desk, sound_toll(payload=replace(figure, records=(*figure.records, later))))

    assert [hit.change for hit in one.hits] == ["changed"]


def test_a_new_entry_has_only_new_hits(desk: Desk) -> None:
    desk.save(MONDAY)

    (one,) = hits(desk, sound_background("nobody", "on Monday"))

    assert [(hit.change, hit.before) for hit in one.hits] == [("new", None)]


def test_an_entry_on_trial_is_compared_with_what_it_would_show(desk: Desk) -> None:
    number = desk.draft(sound_background("monday", "on Monday"))
    desk.publishing.trial("monday", revision=number, by="ruth", reason="try")
    desk.save(MONDAY)

    (one,) = hits(desk, sound_background("monday", "on Monday"))

    assert [hit.change for hit in one.hits] == ["same"]


def test_a_phrase_that_does_not_count_is_a_near_miss_with_its_reason(desk: Desk) -> None:
    desk.save("In the Kelm quake 61 people were killed. It was cold.")

    (one,) = hits(desk, sound_toll())

    assert one.hits == ()
    assert [near.sentence for near in one.near] == ["In the Kelm quake 61 people were killed."]
    assert "none of the cues 'Tarn quake'" in one.near[0].reason


def test_what_loses_to_another_entry_is_a_near_miss(desk: Desk) -> None:
    desk.save(PORTS)

    (one,) = hits(desk, sound_background("zzz-ministry", "Ministry of Ports"))

    assert [near.reason for near in one.near] == ["it overlaps ports-ministry, which goes first"]


def test_a_hit_becomes_an_example_in_one_step(desk: Desk) -> None:
    desk.save(PORTS, title="At the harbour")
    (one,) = hits(desk, sound_background())

    never = example_of(one.hits[0], none=True, article=one.article)
    always = example_of(one.hits[0], none=False, article=one.article)

    assert (never.text, never.none, never.quote) == ("The Ministry of Ports said so on Monday.", True, None)
    assert (always.quote, always.title) == ("Ministry of Ports", "At the harbour")
    assert with_example(with_example(sound_background(), never), always).examples[-1] == always
    assert len(with_example(with_example(sound_background(), never), always).examples) == 2


def test_an_example_made_of_a_hit_fails_until_the_entry_is_mended(desk: Desk) -> None:
    desk.save(PORTS)
    (one,) = hits(desk, sound_background())
    wrong = with_example(sound_background(), example_of(one.hits[0], none=True))
    mended = replace(wrong, scope=Scope(not_about=Clause(any=cues("Monday"))))

    desk.draft(wrong)
    before = desk.publishing.judge(["ports-ministry"]).objections
    desk.draft(mended)

    assert [(o.code, o.sentence) for o in before] == [("example-fails", "The Ministry of Ports said so on Monday.")]
    assert desk.publishing.judge(["ports-ministry"]).objections == ()


def test_what_is_wrong_with_a_draft_is_told_before_any_article_is_read(desk: Desk) -> None:
    with pytest.raises(PhraseError):
        desk.corpus.hits(sound_background("x", "old (pier"))
    with pytest.raises(EntryInvalidError):
        desk.corpus.hits(sound_toll(payload=payload_of(sound_toll(), records=())))


def test_the_same_text_is_saved_once_and_can_be_removed(desk: Desk) -> None:
    first, is_new = desk.corpus.add(Asked(text=PORTS), by="anna")
    again, still_new = desk.corpus.add(Asked(text=f"{PORTS}\n"), by="ruth")

    assert (is_new, still_new, again.id, desk.corpus.count()) == (True, False, first.id, 1)
    desk.corpus.remove(first.id, by="anna")
    assert (desk.corpus.count(), desk.corpus.listed()) == (0, ())
    with pytest.raises(NotKeptError):
        desk.corpus.article(first.id)


def test_no_more_is_kept_than_may_be(desk: Desk) -> None:
    for number in range(50):
        desk.save(f"Article {number} about the hills.")

    with pytest.raises(CorpusFullError):
        desk.save(PORTS)


@pytest.mark.parametrize(
    ("many", "told"),
    [
        (12, "1.00 times per article on 12 saved articles"),
        (3, "1.00 times per article, but only 3 articles are in the corpus, too few to tell"),
        (1, "1.00 times per article, but only 1 article is in the corpus, too few to tell"),
    ],
)
def test_an_entry_that_is_shown_nearly_everywhere_is_warned_of(desk: Desk, many: int, told: str) -> None:
    for number in range(many):
        desk.save(f"Report {number}: the tower stands.")
    tower = sound_background("tower", "tower")
    desk.draft(tower)

    warnings = [warning for warning in desk.publishing.judge(["tower"]).warnings if warning.code == "dense"]

    assert desk.corpus.density(tower) == (1.0, many)
    assert told in warnings[0].message


def test_hits_and_density_count_alike_where_one_annotation_marks_several_places(desk: Desk) -> None:
    desk.save("The tower stands. The tower will stand.\n\nThe tower was high.")
    tower = sound_background("tower", "tower")

    (found,) = desk.corpus.hits(tower)

    assert len(found.hits) > 1
    assert desk.corpus.density(tower) == (found.shown, 1)


WORDS = st.sampled_from(["harbour", "board", "ministry", "of", "ports", "old", "the", "said.", "Tarn"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, max_size=12),
    st.lists(st.sampled_from(["harbour", "old harbour", "ports", "board"]), min_size=1, unique=True),
)
def test_an_article_that_is_passed_over_would_have_shown_nothing(words: list[str], phrases: list[str]) -> None:
    live = compile_matcher(make_edition([starting_pack()]))
    prepared = reading.prepare(live, background("draft", *phrases))
    article = article_of_text(" ".join((*words, "end.")), language="en")

    outcome = run(prepared.after, article, when=When(today=TODAY))

    shown = any(chosen.candidate.entry.id == "draft" for chosen in outcome.selected)
    assert not shown or reading.mentions(prepared, article)
    assert shown == bool(reading.count_shown(prepared, article, today=TODAY))
