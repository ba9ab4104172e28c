"""A pack that was never published goes live with the first of its entries, and whoever publishes is told."""

from tests.services.curation.desk import Desk, sound_background

from sidelight.core.entry import Entry, Pack
from sidelight.services.curation.errors import Objection

HARBOUR = Pack(
    id="harbour", title="Harbour", licence="CC-BY-4.0", contact="a@b.example", cues={"port": {"en": ("port",)}}
)


def told(desk: Desk, entry: Entry) -> tuple[Objection, ...]:
    desk.draft(entry)
    return desk.publishing.judge([entry.id]).warnings


def test_what_goes_live_of_a_pack_with_its_first_entry_is_told_once(desk: Desk) -> None:
    desk.entries.add_pack(HARBOUR, by="anna", reason="new pack")

    (first,) = told(desk, sound_background("pier-fire", "pier fire", pack="harbour"))
    desk.publishing.publish("pier-fire", revision=1, by="ruth", reason="ready")
    second = told(desk, sound_background("quay-fire", "quay fire", pack="harbour"))

    assert (first.code, first.entry, second) == ("pack-goes-live", "pier-fire", ())
    for part in ("'harbour'", "“Harbour”", "CC-BY-4.0", "a@b.example", "cue sets 'port'"):
        assert part in first.message


def test_many_cue_sets_are_counted(desk: Desk) -> None:
    cues = {f"set-{number}": {"en": ("port",)} for number in range(11)}
    desk.entries.add_pack(Pack(id="many", title="Many", licence="CC0-1.0", cues=cues), by="anna", reason="new pack")

    (found,) = told(desk, sound_background("pier-fire", "pier fire", pack="many"))

    assert "'set-7' and 3 more" in found.message
