"""What a curator is told when a cue that is ruled out stands in a sentence that matches all the same."""

from tests.factories import cues
from tests.services.curation.desk import Desk, must, must_not, sound_background, sound_ranking, sound_toll

from sidelight.core.entry import Clause, Entry, Scope

KILLED = must("The earthquake in Tarn killed 61 people.", "killed 61 people")
DEADLIEST = must("The Mirov earthquake was the deadliest earthquake in Zembla.", "deadliest earthquake in Zembla")


def remedy(desk: Desk, entry: Entry) -> str:
    desk.draft(entry)
    (found,) = desk.publishing.judge([entry.id]).objections
    assert found.place == "examples[1]"
    return found.remedy


def scope(about: str | None, not_about: str) -> Scope:
    return Scope(about=Clause(any=cues(about)) if about else Clause(), not_about=Clause(any=cues(not_about)))


def test_a_figures_cue_that_is_outweighed_is_named_with_what_stands_nearer(desk: Desk) -> None:
    text = "Like the ferry fire, the earthquake in Tarn killed 61 people."

    told = remedy(desk, sound_toll(scope=scope("earthquake in Tarn", "ferry fire"), examples=(KILLED, must_not(text))))

    assert "The cue 'ferry fire' of what the article must not be about is seen here" in told
    assert "is outweighed, since “earthquake in Tarn” stands nearer" in told
    assert "add a cue" not in told


def test_a_rankings_cue_that_is_outweighed_is_named_with_the_event_that_stands_nearer(desk: Desk) -> None:
    text = "Unlike the ferry fire, the Mirov quake was the deadliest earthquake in Zembla."

    told = remedy(desk, sound_ranking(scope=scope(None, "ferry fire"), examples=(DEADLIEST, must_not(text))))

    assert "The cue 'ferry fire'" in told
    assert "since “Mirov quake” stands nearer" in told


def test_a_figures_cue_inside_the_words_found_is_told_to_decide_nothing(desk: Desk) -> None:
    entry = sound_toll(scope=scope("earthquake in Tarn", "people"), examples=(KILLED, must_not(KILLED.text)))

    assert "stands inside the words that were found" in remedy(desk, entry)


def test_a_figure_that_names_no_cue_of_its_own_is_told_that_none_can_keep_it_off(desk: Desk) -> None:
    open_scope = sound_toll(scope=scope(None, "ferry fire"), examples=(KILLED, must_not("A flood killed 61 people.")))
    held = sound_toll(scope=open_scope.scope, examples=(KILLED, must_not("A ferry fire killed 61 people.")))

    assert "a figure is kept off by cues only then" in remedy(desk, open_scope)
    assert "the entry does not say what the article must be about" in remedy(desk, held)


def test_a_cue_that_the_sentence_lacks_may_still_be_added(desk: Desk) -> None:
    first = must("The Ministry of Ports said so.", "Ministry of Ports")

    told = remedy(desk, sound_background(examples=(first, must_not("A Ministry of Ports was planned."))))

    assert "to what the article must not be about, add a cue that this sentence holds" in told
