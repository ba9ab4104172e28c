"""The guard's objections: each names the entry, the place, the sentence and cue, and what to do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.factories import cues, day, record
from tests.services.curation.desk import (
    TITLE,
    Desk,
    must,
    must_not,
    payload_of,
    sound_background,
    sound_label,
    sound_ranking,
    sound_toll,
)

from sidelight.core.entry import Clause, Entry, Scope
from sidelight.core.kinds.payloads import HistoryEvent, RankedEvent
from sidelight.services.curation.errors import Objection, PublishRefusedError

WORDS_OF_PROGRAMMERS = ("yaml", "json", "None", "payload", "pattern", "exception", "examples[", "records[")


def objections(desk: Desk, entry: Entry) -> tuple[Objection, ...]:
    desk.draft(entry)
    return desk.publishing.judge([entry.id]).objections


def with_payload(entry: Entry, **changes: Any) -> Entry:
    return replace(entry, payload=payload_of(entry, **changes))


def with_record(**changes: Any) -> Entry:
    return with_payload(sound_toll(), records=(replace(record(61, "2022-01-10"), **changes),))


def with_event(**changes: Any) -> Entry:
    events = payload_of(sound_ranking()).events
    return with_payload(sound_ranking(), events=(replace(events[0], **changes), *events[1:]))


def with_line(line: HistoryEvent) -> Entry:
    subject = payload_of(sound_label()).subjects[1]
    listed = HistoryEvent(event="listed", on=day("2019-02-01"), sources=("s",))
    return with_payload(sound_label(), subjects=(replace(subject, history=(listed, line)),))


def about(*phrases: str) -> Scope:
    return Scope(about=Clause(any=cues(*phrases)))


#: What is wrong → the entry, and the code, place, words of the message, and words of the remedy.
CASES: dict[str, tuple[Callable[[], Entry], tuple[str, str, str, str]]] = {
    "no sentence must match": (
        lambda: sound_background(examples=(must_not("The Ministry of Forests said so."),)),
        ("no-example", "examples", "no sentence that must match", "Add a sentence as an article would write it"),
    ),
    "no title in any language": (
        lambda: sound_toll(title={}),
        ("payload", "title", "the title is empty", "Fill it in: readers see it"),
    ),
    "the phrase is not in the sentence": (
        lambda: sound_background(examples=(must("The Ministry for Ports said so.", "Ministry for Ports"),)),
        ("example-fails", "examples[0]", "'of' is missing", "Add a phrase in the words of this sentence"),
    ),
    "a cue that is asked for is missing": (
        lambda: sound_background(scope=about("Oriole Lines")),
        ("example-fails", "examples[0]", "none of the cues 'Oriole Lines'", "a cue that this sentence holds"),
    ),
    "a required cue is missing": (
        lambda: sound_background(scope=Scope(about=Clause(all=cues("Oriole Lines")))),
        ("example-fails", "examples[0]", "does not hold 'Oriole Lines'", "require it no longer"),
    ),
    "a cue that is ruled out stands there": (
        lambda: sound_background(scope=Scope(not_about=Clause(any=cues("said")))),
        ("example-fails", "examples[0]", "holds 'said', which the entry rules out", "Take that cue out"),
    ),
    "a sentence matches that must not": (
        lambda: sound_background(examples=(*sound_background().examples, must_not("A Ministry of Ports was planned."))),
        ("example-fails", "examples[1]", "matches 'Ministry of Ports'", "Make the phrase narrower than"),
    ),
    "the quote is another": (
        lambda: sound_background(examples=(must("The Ministry of Ports said so.", "The Ministry"),)),
        ("example-fails", "examples[0]", "the quote should be 'The Ministry'", "Correct what the example expects"),
    ),
    "the event is not named": (
        lambda: sound_toll(examples=(must("It killed 61 people.", "killed 61 people"),)),
        ("example-fails", "examples[0]", "none of the cues 'Tarn quake'", "give the example a title"),
    ),
    "the claim is taken back": (
        lambda: sound_toll(examples=(must("The Tarn quake could have killed 61 people.", "killed 61 people"),)),
        ("example-fails", "examples[0]", "the figure is planned or imagined", "take the claim back"),
    ),
    "nothing can be said of the value": (
        lambda: sound_toll(examples=(must("The Tarn quake killed 9 people.", "killed 9 people"),)),
        ("example-fails", "examples[0]", "nothing to say of this value", "Add the record that states this value"),
    ),
    "a finding that there is not": (
        lambda: sound_toll(examples=(must("The Tarn quake killed 61 people.", "killed 61 people", finding="holds"),)),
        ("payload", "examples[0].finding", "'holds' is no finding of a figure", "Choose one of those"),
    ),
    "a record without a source": (
        lambda: with_record(sources=()),
        ("source-missing", "figure.records[0].sources", "Record 1, sources: no source", "Name the source that says so"),
    ),
    "a record names a source that there is not": (
        lambda: with_record(sources=("gazette",)),
        ("source-missing", "figure.records[0].sources", "the source 'gazette' is not among", "('s')"),
    ),
    "a line of history without a source": (
        lambda: with_line(HistoryEvent(event="removed", on=day("2023-06-01"))),
        ("source-missing", "label.subjects[0].history[1].sources", "history line 2", "Name the source that says so"),
    ),
    "background without a source": (
        lambda: sound_background(sources=()),
        ("source-missing", "sources", "no source is given", "Add the source that the summary rests on"),
    ),
    "a summary that rests on nothing": (
        lambda: with_payload(
            sound_label(sources=()), subjects=(replace(payload_of(sound_label()).subjects[1]),)
        ),
        ("source-missing", "label.subjects[0].history[0].sources", "'s' is not among", "Add a source with the id 's'"),
    ),
    "a figure that there is not": (
        lambda: with_event(figure="no-toll"),
        ("dangling", "comparison.events[0].figure", "no figure 'no-toll'", "write and publish that entry first"),
    ),
    "an entry in a history that there is not": (
        lambda: with_line(
            HistoryEvent(event="also", on=day("2023-06-01"), designation={"en": "x"}, entry="nowhere", sources=("s",))
        ),
        ("dangling", "label.subjects[0].history[1].entry", "no entry 'nowhere'", "write and publish that entry first"),
    ),
    "a cue set that there is not": (
        lambda: sound_background(scope=about("@other-disaster")),
        ("dangling", "scope.about.any[0]", "no cue set 'other-disaster'", "Did you mean 'other-disasters'?"),
    ),
    "records out of order": (
        lambda: with_payload(sound_toll(), records=(record(61, "2022-01-10"), record(40, "2021-05-03"))),
        ("payload", "figure.records[1].as_of", "out of order", "the oldest first"),
    ),
    "a phrase that is not in the language": (
        lambda: sound_background("harbour", "old (harbour"),
        ("phrase", "phrases.en[0]", "Phrase 1 (en): `(` is never closed (column 5", "Close"),
    ),
    "a phrase of an event that is not in the language": (
        lambda: with_event(phrases={"en": ("Tarn ~ quake",)}),
        ("phrase", "comparison.events[0].phrases.en[0]", "Event 1, phrase 1 (en):", ""),
    ),
    "a cue that is not in the language": (
        lambda: sound_background(scope=about("the ...")),
        ("phrase", "scope.about.any[0]", "Cue 1 of what the article must be about:", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", CASES)
def test_what_is_wrong_is_named_with_a_remedy(desk: Desk, wrong: str) -> None:
    make, (code, place, message, remedy) = CASES[wrong]

    found = objections(desk, make())

    told = next(objection for objection in found if objection.code == code)
    assert (told.entry, told.place) == (make().id, place)
    assert message.lower() in told.message.lower()
    assert remedy in told.remedy


@pytest.mark.parametrize("wrong", CASES)
def test_an_objection_is_told_in_words_that_a_curator_knows(desk: Desk, wrong: str) -> None:
    found = objections(desk, CASES[wrong][0]())

    for objection in found:
        told = f"{objection.message} {objection.remedy}"
        assert not [word for word in WORDS_OF_PROGRAMMERS if word in told], told
        assert objection.message[0] == objection.message[0].upper()
        assert objection.remedy.endswith((".", "?"))
        assert (objection.sentence is None) == (objection.code != "example-fails")


def test_an_example_that_fails_only_beside_others_says_which_entry_wins(desk: Desk) -> None:
    (found,) = objections(desk, sound_background("zzz-ministry", "Ministry of Ports"))

    assert "holds alone, but fails beside the other entries" in found.message
    assert "it overlaps ports-ministry, which goes first" in found.message
    assert "'ports-ministry' goes first" in found.remedy


def test_an_event_of_which_nobody_knows_when_it_began_is_undated(desk: Desk) -> None:
    scope, killed = about("Kelm quake"), must("The Kelm quake killed 61 people.", "killed 61 people")
    desk.publish(with_payload(sound_toll("kelm-toll", scope=scope, examples=(killed,)), event=None))

    (found,) = objections(desk, with_event(figure="kelm-toll"))

    assert (found.code, found.place) == ("undated", "comparison.events[0]")
    assert "Write the day, month or year on which the event began" in found.remedy


def test_a_cue_of_another_entry_that_names_another_event_is_traced_to_it(desk: Desk) -> None:
    text = "The Tarn quake came a year after the Kelm quake, in which falling roofs killed 61 people."
    (found,) = objections(desk, sound_toll(examples=(must(text, "killed 61 people"),)))

    assert "it is named by a cue of 'zembla-quakes'" in found.message
    assert "Make the cue of 'zembla-quakes' narrower" in found.remedy


def test_a_change_that_breaks_a_neighbours_example_is_refused(desk: Desk) -> None:
    taker = sound_background("aaa-said", "Ministry of Ports said", examples=(
        must("The Ministry of Ports said so.", "Ministry of Ports said"),
    ))  # fmt: skip

    (found,) = objections(desk, taker)

    assert (found.code, found.entry, found.place) == ("neighbour-breaks", "ports-ministry", "examples[0]")
    assert found.sentence == "The Ministry of Ports said so."
    assert "With this revision of 'aaa-said', example 1 of 'ports-ministry' fails" in found.message
    assert "overlaps aaa-said" in found.message
    assert "change this revision of 'aaa-said' first" in found.remedy


def test_a_new_event_that_takes_a_neighbours_figure_is_refused(desk: Desk) -> None:
    events = payload_of(sound_ranking()).events
    nearer = RankedEvent(
        id="hall",
        name={"en": "Hall"},
        phrases={"en": ("sports hall",)},
        event=events[1].event,
        records=events[1].records,
    )
    text = "The earthquake in Tarn brought down a sports hall and killed 61 people."
    desk.publish(sound_toll(examples=(must(text, "killed 61 people"),)))

    (found,) = objections(desk, with_payload(sound_ranking(), events=(*events, nearer)))

    assert (found.code, found.entry, found.sentence) == ("neighbour-breaks", "tarn-toll", text)
    assert "it is named by a cue of 'zembla-quakes'" in found.message


def test_a_figure_that_turns_a_ranking_over_is_refused_though_no_sentence_names_it(desk: Desk) -> None:
    text = "The Mirov earthquake was the deadliest earthquake in Zembla since 1960."
    example = must(text, "deadliest earthquake in Zembla since 1960", finding="holds")
    desk.publish(sound_ranking(examples=(example,), phrases={"en": ("{superlative} {of} in {place} since {year}",)}))
    larger = (record(40, "2021-05-03"), record(61, "2022-01-10"), record(900, "2023-01-10"))

    (found,) = objections(desk, with_payload(sound_toll(), records=larger))

    assert (found.code, found.entry, found.sentence) == ("neighbour-breaks", "zembla-quakes", text)
    assert "the finding should be holds" in found.message


def test_an_example_of_a_neighbour_that_failed_before_refuses_nobody(desk: Desk) -> None:
    text = "The Ministry of Ports said so."
    broken = sound_background("old-ministry", "Ministry of Ports", examples=(must(text, "Ministry of Ports"),))
    desk.publishing.retire("ports-ministry", by="ruth", reason="to make room")
    desk.publish(broken)
    desk.publish(sound_background("aaa-harbour", "old harbour"))

    assert objections(desk, sound_background("aaa-harbour", "new harbour")) == ()


def test_an_entry_that_refers_to_a_draft_is_told_to_publish_that_first(desk: Desk) -> None:
    desk.draft(sound_toll("kelm-toll"))

    found = objections(desk, with_event(figure="kelm-toll"))

    told = next(objection for objection in found if objection.code == "dangling")
    assert "'kelm-toll' is still a draft" in told.remedy


def test_an_entry_that_refers_to_a_retired_one_is_told_what_replaces_it(desk: Desk) -> None:
    desk.publish(sound_background("harbour", "old harbour"))
    desk.publishing.retire("ports-ministry", by="ruth", reason="merged", replaced_by="harbour")
    line = HistoryEvent(
        event="also", on=day("2023-06-01"), designation={"en": "x"}, entry="ports-ministry", sources=("s",)
    )

    told = next(o for o in objections(desk, with_line(line)) if o.code == "dangling")

    assert "name 'harbour', which replaces it" in told.remedy


def test_the_refusal_itself_tells_the_first_reason_with_its_sentence(desk: Desk) -> None:
    desk.draft(sound_background(examples=(must("The Ministry for Ports said so.", "Ministry for Ports"),)))

    with pytest.raises(PublishRefusedError) as refused:
        desk.publishing.publish("ports-ministry", revision=2, by="ruth", reason="ready")

    assert "'ports-ministry' cannot be published: Example 1: must match" in refused.value.detail
    assert "“The Ministry for Ports said so.”" in refused.value.detail
    assert refused.value.remedy == refused.value.objections[0].remedy


def test_the_title_of_an_example_is_evidence(desk: Desk) -> None:
    assert objections(desk, sound_toll(examples=(must("It killed 61 people.", "killed 61 people", title=TITLE),))) == ()
