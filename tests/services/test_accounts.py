"""Curators, and API tokens that do no more than they may."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.services.people import ADDRESS, PASSWORD, World, accounts_on

from sidelight.services.curation.accounts import LEAST_PASSWORD
from sidelight.services.curation.errors import (
    CannotError,
    CurationError,
    ExistsError,
    LogInNeededError,
    NotKeptError,
)
from sidelight.services.curation.people.names import MOST_DAYS
from sidelight.services.curation.values import ROLES, SYSTEM, Role, lesser


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with accounts_on(tmp_path) as made:
        yield made


def kept(tmp_path: Path) -> bytes:
    """All that is in the files of the database."""
    return b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())


class TestCurators:
    @pytest.mark.parametrize(
        "name",
        ["", " ", "a b", "-x", "a" * 61, SYSTEM, "Sidelight", "\uff33idelight", "a\nb", "<b>", "a/b", "an\u202ena"],
    )
    def test_a_name_is_one_that_can_stand_anywhere(self, world: World, name: str) -> None:
        with pytest.raises(CannotError):
            world.accounts.add(name, "curator", PASSWORD, by="vera")

    @pytest.mark.parametrize("name", ["anna", "Anna", "\uff41nna"])
    def test_no_two_names_are_alike(self, world: World, name: str) -> None:
        with pytest.raises(ExistsError):
            world.accounts.add(name, "curator", PASSWORD, by="vera")

    @pytest.mark.parametrize("length", [0, LEAST_PASSWORD - 1, 1_001])
    def test_a_password_is_neither_short_nor_endless(self, world: World, length: int) -> None:
        with pytest.raises(CannotError) as refused:
            world.accounts.add("zoe", "curator", "p" * length, by="vera")

        assert "ppp" not in str(refused.value)
        assert str(LEAST_PASSWORD) in refused.value.remedy

    def test_there_is_always_an_admin(self, world: World) -> None:
        with pytest.raises(CurationError):
            world.accounts.change("vera", role="curator", by="vera")

        assert {each.name: each.role for each in world.accounts.curators()}["vera"] == "admin"

    def test_what_was_changed_is_logged_without_the_password(self, world: World) -> None:
        world.accounts.change("anna", role="reviewer", password=f"another {PASSWORD}", by="vera")

        line = world.accounts.audit(limit=1)[0]
        assert (line.act.by, line.on) == ("vera", "anna")
        assert "reviewer" in line.act.reason
        assert "another" not in line.act.reason


class TestTokens:
    def test_a_token_is_shown_once_and_kept_as_its_hash(self, world: World, tmp_path: Path) -> None:
        secret, token = world.accounts.make_token("anna", "import", "curator", days=None, by="anna")

        files = kept(tmp_path)
        assert len(secret) == 46
        assert secret.startswith("sl_")
        assert secret.startswith(token.prefix)
        assert secret.encode() not in files
        assert hashlib.sha256(secret.encode()).hexdigest().encode() in files

    def test_no_secret_of_a_session_is_kept_and_no_password(self, world: World, tmp_path: Path) -> None:
        secret, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)

        files = kept(tmp_path)
        assert secret.encode() not in files
        assert ADDRESS.encode() not in files

    @pytest.mark.parametrize("own", ROLES)
    @pytest.mark.parametrize("allowed", ROLES)
    def test_it_does_the_lesser_of_what_it_and_its_curator_may(self, world: World, own: Role, allowed: Role) -> None:
        world.accounts.add("zoe", "admin", PASSWORD, by="vera")
        secret, _ = world.accounts.make_token("zoe", "import", allowed, days=None, by="vera")
        world.accounts.change("zoe", role=own, by="vera")

        assert world.accounts.bearer(secret)[1] == lesser(own, allowed)

    def test_it_cannot_be_made_for_more_than_its_curator_may(self, world: World) -> None:
        with pytest.raises(CannotError):
            world.accounts.make_token("anna", "import", "admin", days=None, by="anna")

    @pytest.mark.parametrize("mark", ["\u202e", "\u202a", "\u2066", "\u2069", "\u2028", "\n", "\x1b", "\x9b"])
    def test_no_title_changes_how_the_line_around_it_is_read(self, world: World, mark: str) -> None:
        with pytest.raises(CannotError, match=f"U\\+{ord(mark):04X}"):
            world.accounts.make_token("anna", f"harmless{mark}evil", "curator", days=1, by="anna")

    @pytest.mark.parametrize("title", ["واردات شبانه\u200cی میز", "\u200fמשמרת לילה\u200e 2"])
    def test_what_writing_from_right_to_left_needs_may_stand_in_a_title(self, world: World, title: str) -> None:
        assert world.accounts.make_token("anna", title, "curator", days=1, by="anna")[1].title == title

    @pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1])
    def test_its_days_are_within_reason(self, world: World, days: int) -> None:
        with pytest.raises(CannotError):
            world.accounts.make_token("anna", "import", "curator", days=days, by="anna")

    def test_it_ends_after_its_days(self, world: World) -> None:
        secret, _ = world.accounts.make_token("anna", "import", "curator", days=1, by="anna")
        world.pass_by(hours=23)
        world.accounts.bearer(secret)

        world.pass_by(hours=2)

        with pytest.raises(LogInNeededError):
            world.accounts.bearer(secret)

    def test_revoked_it_ends_at_once_in_every_process(self, world: World) -> None:
        elsewhere = world.open(tries=5)
        secret, token = world.accounts.make_token("anna", "import", "curator", days=None, by="anna")
        elsewhere.bearer(secret)

        revoked = world.accounts.revoke(token.id, by="anna")

        assert revoked.revoked == world.now
        with pytest.raises(LogInNeededError):
            elsewhere.bearer(secret)

    def test_the_day_of_its_last_use_is_kept(self, world: World) -> None:
        secret, token = world.accounts.make_token("anna", "import", "curator", days=None, by="anna")
        world.pass_by(days=3)

        world.accounts.bearer(secret)

        assert (token.last_used, world.accounts.token(token.id).last_used) == (None, world.now.date())

    def test_a_curator_who_is_inactive_has_none_that_hold(self, world: World) -> None:
        secret, _ = world.accounts.make_token("anna", "import", "curator", days=None, by="anna")

        world.accounts.change("anna", active=False, by="vera")

        with pytest.raises(LogInNeededError):
            world.accounts.bearer(secret)
        with pytest.raises(NotKeptError):
            world.accounts.make_token("anna", "import", "curator", days=None, by="vera")

        world.accounts.change("anna", active=True, by="vera")
        with pytest.raises(LogInNeededError):
            world.accounts.bearer(secret)

    @pytest.mark.parametrize("secret", ["", "sl_", "sl_" + "x" * 43, "\udc80", "x" * 100_000])
    def test_what_is_no_token_is_nobody(self, world: World, secret: str) -> None:
        with pytest.raises(LogInNeededError) as refused:
            world.accounts.bearer(secret)

        assert not secret or secret not in str(refused.value)

    def test_what_is_not_there_is_not_found(self, world: World) -> None:
        with pytest.raises(NotKeptError):
            world.accounts.make_token("nobody", "import", "curator", days=None, by="vera")
        with pytest.raises(NotKeptError):
            world.accounts.token(77)
        with pytest.raises(NotKeptError):
            world.accounts.revoke(77, by="vera")
