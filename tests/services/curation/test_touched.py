"""Running only the examples that a change can touch tells the same as running all of them."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import TODAY, background, cues, day, label, pack, ranking, record, toll
from tests.services.curation.desk import must, must_not, payload_of, sound

from sidelight.core.check import example_failure
from sidelight.core.edition import make_edition
from sidelight.core.entry import Clause, Entry, Near, Pack, Phrases, Scope
from sidelight.core.kinds.payloads import Event
from sidelight.core.matching.matcher import compile_matcher
from sidelight.services.curation.judging.proposal import Proposal, Wanted, propose
from sidelight.services.curation.judging.touched import touched, unchanged

#: Words of which texts, phrases and cues are made, so that they meet often.
SUBJECTS = ("Tarn", "Kelm", "Mirov", "Petrel Cargo", "Oriole Lines", "harbour", "ministry", "ferry disaster")
CUES = ("Tarn quake", "Kelm quake", "Mirov earthquake", "harbour", "Petrel Cargo", "@other-disasters", "@sea")
PHRASES = ("harbour", "old harbour", "ministry", "Petrel Cargo", "closed carrier", "earthquake~", "sea wall")
SENTENCES = (
    "The Tarn quake killed 61 people.",
    "The Kelm quake killed 12 people, and the Mirov earthquake killed 400.",
    "It killed 61 people.",
    "A year after the Mirov earthquake, the earthquake in Tarn killed 61 people at the old harbour.",
    "The deadliest earthquake in Zembla was the Mirov earthquake.",
    "The Tarn earthquake was the deadliest earthquake in Zembla since 1990.",
    "Petrel Cargo is a closed carrier, said the ministry.",
    "A ferry disaster in the old harbour: 12 people were killed.",
    "The sea wall of the harbour broke in the Kelm quake; Oriole Lines, a closed carrier, closed.",
)
TITLES = (None, "Earthquake in Tarn", "Kelm quake", "Petrel Cargo", "The sea wall")


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    some = st.lists(st.sampled_from(CUES), max_size=2, unique=True)
    near: Near = draw(st.sampled_from(["article", "sentence"]))
    wanted = Clause(any=cues(*draw(some)), all=cues(*draw(st.lists(st.sampled_from(CUES), max_size=1))), near=near)
    return Scope(about=wanted, not_about=Clause(any=cues(*draw(some))))


def examples() -> st.SearchStrategy[Any]:
    asked = st.builds(
        lambda text, title, none: must_not(text, title=title) if none else must(text, "x", title=title),
        st.sampled_from(SENTENCES),
        st.sampled_from(TITLES),
        st.booleans(),
    )
    return st.lists(asked, min_size=2, max_size=4)


@st.composite
def entries(draw: st.DrawFn, entry_id: str) -> Entry:
    kind = draw(st.sampled_from(["figure", "background", "comparison", "label"]))
    if kind == "figure":
        event = draw(st.sampled_from([EVENT, replace(EVENT, places=("Kelm", "Zembla")), None]))
        made = toll(record(draw(st.sampled_from([12, 61])), "2021-05-03"), scope=draw(scopes()))
        payload = payload_of(made, event=event)
        made = replace(made, payload=payload)
    elif kind == "comparison":
        made = ranking(scope=draw(scopes()))
        keep = draw(st.sets(st.sampled_from([0, 1, 2]), min_size=1))
        events = payload_of(made).events
        figure = draw(st.sampled_from(["first", "second"]))
        events = (replace(events[0], figure=figure), *events[1:])
        made = replace(made, payload=payload_of(made, events=tuple(events[at] for at in sorted(keep))))
    elif kind == "label":
        made = label(scope=draw(scopes()))
    else:
        phrases = draw(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=2, unique=True))
        made = background(entry_id, *phrases, scope=draw(scopes()))
    return sound(replace(made, id=entry_id), *draw(examples()))


EVENT = Event(began=day("2021-05-03"), ended=day("2021-05-03"), places=("Tarn", "Ostrava Valley", "Zembla"))
SETS = st.sampled_from([("sea",), ("sea", "harbour"), ("Petrel Cargo",)])


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    names = ("first", "second", "third", "fourth")
    before = [draw(entries(name)) for name in names]
    live = compile_matcher(make_edition([_pack(before, draw(SETS))]))
    changed = draw(st.sets(st.sampled_from(("first", "second", "new")), min_size=1, max_size=2))
    retired = frozenset(draw(st.sets(st.sampled_from(sorted(changed - {"new"}) or ["none"]), max_size=1))) - {"none"}
    drafts = {name: draw(entries(name)) for name in sorted(changed - retired)}
    packs = (_pack([], draw(SETS)),) if draw(st.booleans()) else ()
    return propose(live, Wanted(drafts=drafts, retired=retired, packs=packs))


def _pack(held: list[Entry], sea: tuple[str, ...]) -> Pack:
    sets: dict[str, Phrases] = {"other-disasters": {"en": ("flood~", "ferry disaster")}, "sea": {"en": sea}}
    return pack(*held, cue_sets=sets)


@settings(max_examples=40, deadline=None)
@given(proposals())
def test_an_example_that_is_not_touched_is_decided_as_before(proposal: Proposal) -> None:
    asked = {(tried.entry.id, tried.number) for tried in touched(proposal)}

    for entry in unchanged(proposal):
        for number, example in enumerate(entry.examples):
            if (entry.id, number) not in asked:
                before = example_failure(proposal.live, entry, example, today=TODAY)
                after = example_failure(proposal.whole, entry, example, today=TODAY)
                assert before == after, (entry.id, example.text)


def test_a_change_that_nobody_mentions_touches_nothing() -> None:
    held = [sound(background("port", "harbour"), must("The harbour froze.", "harbour"))]
    live = compile_matcher(make_edition([_pack(held, ("sea",))]))

    proposal = propose(live, Wanted(drafts={"mill": sound(background("mill", "wind mill"))}))

    assert touched(proposal) == ()


def test_new_words_for_readers_touch_no_example() -> None:
    held = [sound(background(name, "harbour"), must("The harbour froze.", "harbour")) for name in ("port", "pier")]
    live = compile_matcher(make_edition([_pack(held, ("sea",))]))

    proposal = propose(live, Wanted(drafts={"port": replace(held[0], summary={"en": "Better."}, revision=2)}))

    assert touched(proposal) == ()


def touched_by(before: tuple[Entry, ...], *drafts: Entry) -> set[str]:
    """Whose examples the drafts touch."""
    live = compile_matcher(make_edition([_pack(list(before), ("sea",))]))
    return {tried.entry.id for tried in touched(propose(live, Wanted(drafts={one.id: one for one in drafts})))}


PIER = sound(background("pier", "old pier"), must("The old pier froze at the mole.", "old pier"))


def test_a_phrase_that_only_the_new_revision_has_touches_what_holds_it() -> None:
    before, after = (sound(background("mole", phrase), must(f"A {phrase}.", phrase)) for phrase in ("dam", "mole"))

    assert touched_by((PIER, before), after) == {"pier"}


def test_a_phrase_that_only_the_old_revision_had_touches_what_holds_it() -> None:
    before, after = (sound(background("mole", phrase), must(f"A {phrase}.", phrase)) for phrase in ("mole", "dam"))

    assert touched_by((PIER, before), after) == {"pier"}


def test_a_cue_that_names_an_event_touches_examples_that_do_not_mention_its_entry() -> None:
    kelm = replace(EVENT, began=day("2010-07-07"), places=("Kelm",))
    mole = toll(id="kelm-toll", scope=Scope(about=Clause(any=cues("mole"))))
    mole = sound(replace(mole, payload=payload_of(mole, event=kelm)), must("At the mole 61 people were killed.", "61"))

    assert touched_by((PIER,), mole) == {"pier"}


def test_an_example_of_what_refers_to_a_changed_entry_is_touched_though_it_names_neither() -> None:
    before = sound(toll(), must("The Tarn quake killed 61 people.", "killed 61 people"))
    after = replace(before, payload=payload_of(before, records=(record(70, "2021-05-03"),)))
    mirov = payload_of(ranking()).events[1].event
    shake = toll(id="mirov-toll", scope=Scope(about=Clause(any=cues("great shake"))))
    shake = sound(replace(shake, payload=payload_of(shake, event=mirov)), must("The dam killed 61 people.", "61"))
    text = "The great shake was the deadliest earthquake in Zembla."
    ranked = sound(ranking(), must(text, "deadliest earthquake in Zembla"))
    live = compile_matcher(make_edition([_pack([before, shake, ranked], ("sea",))]))

    assert example_failure(live, ranked, ranked.examples[0], today=TODAY) is None
    assert touched_by((PIER, before, shake, ranked), after) == {"zembla-quakes"}


def test_a_figure_that_moves_its_event_touches_what_a_ranking_that_refers_to_it_names() -> None:
    before = sound(toll(), must("The earthquake in Tarn killed 61 people.", "killed 61 people"))
    after = replace(before, payload=payload_of(before, event=replace(EVENT, places=("Tarn", "Zembla"))))
    hurt = sound(
        toll(id="hurt", scope=Scope(about=Clause(any=cues("Ostrava")))),
        must("Near Ostrava, in the Tarn plain quake, falling roofs killed 61 people.", "killed 61 people"),
    )
    events = payload_of(ranking()).events
    named = replace(events[0], phrases={"en": ("Tarn plain quake",)})
    ranked = replace(ranking(), payload=payload_of(ranking(), events=(named, *events[1:])))
    live = compile_matcher(make_edition([_pack([before, hurt, ranked], ("sea",))]))

    proposal = propose(live, Wanted(drafts={before.id: after}))

    decided = [example_failure(one, hurt, hurt.examples[0], today=TODAY) for one in (live, proposal.whole)]
    assert decided[0] is None
    assert decided[1] is not None
    assert "hurt" in {tried.entry.id for tried in touched(proposal)}
