"""Packs whose phrases come to too much are refused, counted in phrases and entries and before anything is compiled."""

from dataclasses import replace

import pytest
from tests.factories import background, cues, day, entry, label, pack, ranking, record, toll

from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.core.entry import Clause, Entry, Pack, Scope
from sidelight.core.index.pack_limits import DEFAULT_PHRASE_LIMITS, PhraseLimits, phrase_work, refuse_explosion
from sidelight.core.kinds.payloads import Comparison, Coverage, Event, HistoryEvent, Label, RankedEvent, Subject
from sidelight.errors import PackError

#: As many entries as a pack may have.
MANY = 50_000


def scoped(number: int, phrase: str, *about: str) -> Entry:
    return background(f"e-{number}", phrase, scope=Scope(about=Clause(any=cues(*about))))


def register(subjects: int, phrases: int) -> Entry:
    """A label whose every phrase stands for each of its subjects."""
    listed = (HistoryEvent(event="listed", on=day("2019"), sources=("s",)),)
    payload = Label(
        term={"en": "t"},
        applied_by={"en": "a"},
        means={"en": "m"},
        subjects=tuple(
            Subject(id=f"s{n}", name=f"S{n}", phrases={"en": (f"carrier {n}",)}, history=listed)
            for n in range(subjects)
        ),
    )
    return entry("register", payload, *(f"the {{subject}} [word {n}]" for n in range(phrases)))


def ranked(number: int, events: int) -> Entry:
    payload = Comparison(
        measure="deaths",
        direction="most",
        of={"en": "quakes"},
        of_cues={"en": ("quake~",)},
        coverage=Coverage(places=("Zembla",), since=day("1950")),
        events=tuple(
            RankedEvent(
                id=f"q{n}",
                name={"en": f"Q{n}"},
                phrases={"en": (f"quake {number} {n}",)},
                event=Event(began=day(str(1951 + n)), ended=day(str(1951 + n)), places=("Zembla",)),
                records=(record(n + 1, str(1951 + n)),),
            )
            for n in range(events)
        ),
    )
    return entry(f"ranking-{number}", payload, f"worst {number}")


def test_the_limits_are_what_the_documentation_says() -> None:
    assert PhraseLimits(work=5_000_000, alike=200) == DEFAULT_PHRASE_LIMITS


def test_the_starter_pack_is_far_below_them() -> None:
    starter = read_pack(starter_folder()).pack

    refuse_explosion(
        starter, PhraseLimits(work=DEFAULT_PHRASE_LIMITS.work // 100, alike=DEFAULT_PHRASE_LIMITS.alike // 10)
    )


def test_every_kind_is_counted() -> None:
    work = phrase_work(pack(toll(), ranking(), label(), background()))

    assert set(work) == {"tarn-toll", "zembla-quakes", "closed-carrier", "ports-ministry"}
    assert all(work.values())


class TestWork:
    def test_phrases_with_a_slot_count_once_for_all_that_it_stands_for(self) -> None:
        few, many = (phrase_work(pack(register(subjects=n, phrases=n)))["register"] for n in (10, 100))

        assert (few, many) == (10 + 10 + 10 * 10, 100 + 100 + 100 * 100)

    def test_a_slot_explosion_is_refused_and_the_entry_is_named(self) -> None:
        with pytest.raises(PackError, match=r"come to 9,006,000.*5,000,000 at most; most are of the entry 'register'"):
            refuse_explosion(pack(register(subjects=3_000, phrases=3_000)))

    def test_one_cue_set_named_by_very_many_entries_is_refused(self) -> None:
        entries = [scoped(number, f"w{number} thing", "@all") for number in range(MANY)]
        held = pack(*entries, cue_sets={"all": {"en": tuple(f"cue {number}" for number in range(MANY))}})

        with pytest.raises(PackError, match=r"come to 2,500,050,000"):
            refuse_explosion(held)

    def test_events_that_very_many_rankings_share_are_refused(self) -> None:
        with pytest.raises(PackError, match="come to"):
            refuse_explosion(pack(*(ranked(number, events=60) for number in range(400))))

    def test_the_remedy_says_what_to_do(self) -> None:
        with pytest.raises(PackError) as refused:
            refuse_explosion(pack(background()), PhraseLimits(work=0))

        assert refused.value.remedy == "Leave out phrases, use smaller cue sets, or split the pack."


class TestAlike:
    @pytest.mark.parametrize(
        "phrase",
        ["the thing", "thing [a{n}]", "thing ... w{n} | thing", "[a [b [c{n}]]] thing"],
        ids=["the same", "options", "choices", "nested"],
    )
    def test_very_many_entries_that_the_same_words_bring_up_are_refused(self, phrase: str) -> None:
        entries = [background(f"e-{number}", phrase.format(n=number)) for number in range(2_000)]

        with pytest.raises(PackError, match=r"more than 200 entries \(e-0, e-1, e-2, …\) are brought") as no:
            refuse_explosion(pack(*entries))

        assert "scopes that set them apart" in no.value.remedy

    @pytest.mark.parametrize("about", ["the harbour", "harbour [a{n}]", "@harbours"])
    def test_a_scope_that_they_share_does_not_set_them_apart(self, about: str) -> None:
        entries = [scoped(number, "thing", about.format(n=number)) for number in range(300)]

        with pytest.raises(PackError, match="more than 200 entries"):
            refuse_explosion(pack(*entries, cue_sets={"harbours": {"en": ("harbour", "port")}}))

    def test_scopes_of_their_own_set_them_apart(self) -> None:
        refuse_explosion(pack(*(scoped(number, "{count} killed", f"Harbour {number}x") for number in range(2_000))))

    def test_explosive_phrases_with_words_of_their_own_are_not_alike(self) -> None:
        explosive = "w{n} [a [b [c|d|e] f] g] [h [i [j|k|l] m] n] [o [p [q|r] s] t] ... 5 [6 [7 [8]]] [9 [10]]"

        refuse_explosion(pack(*(background(f"e-{n}", explosive.format(n=n)) for n in range(MANY // 50))))

    def test_as_many_as_are_allowed_pass_and_one_more_does_not(self) -> None:
        entries = [background(f"e-{number}", "the thing") for number in range(6)]

        refuse_explosion(pack(*entries[:5]), PhraseLimits(alike=5))
        with pytest.raises(PackError):
            refuse_explosion(pack(*entries), PhraseLimits(alike=5))

    def test_telling_them_apart_costs_no_more_steps_than_the_limit(self) -> None:
        words, abouts = tuple(f"thing{n}" for n in range(40)), tuple(f"harbour{n}" for n in range(40))
        entries = [replace(scoped(number, "thing", *abouts), phrases={"en": words}) for number in range(300)]

        with pytest.raises(PackError, match="too much alike"):
            refuse_explosion(pack(*entries), PhraseLimits(work=100_000, alike=200))

    def test_what_is_no_phrase_is_not_counted(self) -> None:
        refuse_explosion(pack(*(background(f"e-{number}", "((") for number in range(300))))


def test_an_empty_pack_is_no_explosion() -> None:
    refuse_explosion(Pack(id="empty", title="Empty", licence="CC0-1.0"))
