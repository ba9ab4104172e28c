"""Curators, their sessions and their API tokens.

A secret is shown to its owner once and kept as a hash: passwords as argon2, the long random secrets of sessions and
tokens as SHA-256. What it would cost to guess is limited twice: tries a minute, and hashes at a time.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from sidelight.services.curation.errors import (
    CannotError,
    LogInFailedError,
    LogInNeededError,
    NotKeptError,
    TooManyTriesError,
)
from sidelight.services.curation.people.names import NAME_CHARACTERS, check_token, checked_name, network, written_name
from sidelight.services.curation.people.ports import Passwords, TryLimit
from sidelight.services.curation.store import AccountStore
from sidelight.services.curation.values import Act, AuditLine, Curator, Role, Token, known_as, lesser

#: Fewest and most characters of a password.
LEAST_PASSWORD, MOST_PASSWORD = 12, 1_000
#: Passwords hashed at a time; each takes 64 MiB for a tenth of a second.
HASHES_AT_ONCE: Final = 2
#: From how many networks as many tries as one has are taken for one name, until nobody has any more for it.
NETWORKS_A_NAME: Final = 10
#: Longest wait for one's turn to be hashed, in seconds.
WAIT_SECONDS: Final = 5.0
#: What an API token begins with, and how much of it stays readable in lists.
TOKEN_START, PREFIX_CHARACTERS = "sl_", 8
_SECRET_BYTES: Final = 32


class Accounts:
    """Who may curate: curators by name and password, sessions and tokens by their secrets."""

    def __init__(
        self,
        *,
        store: AccountStore,
        now: Callable[[], datetime],
        passwords: Passwords,
        session_hours: int,
        tries: TryLimit,
    ) -> None:
        """Take parts; a session lasts so many hours."""
        self._store = store
        self._now = now
        self._passwords = passwords
        self._session_hours = session_hours
        self._tries = tries
        self._hashing = threading.BoundedSemaphore(HASHES_AT_ONCE)
        self._nobody = ""

    def log_in(self, name: str, password: str, *, address: str) -> tuple[str, Curator]:
        """Open a session; gives its secret. An unknown name costs as much time as a wrong password.

        A password that was hashed as it would not be today is hashed anew.

        Raises:
            TooManyTriesError: There were too many tries for this name or from this address, or too many at once.
            LogInFailedError: No active curator has that name and password.
        """
        curator, password_hash = self._known(name, password, address=address)
        try:
            renewed = self._renewed(password_hash, password)
            return self._open_session(curator.name, password_hash, renewed=renewed), curator
        except LogInFailedError:
            if not self._passwords.is_outdated(password_hash):
                raise
        # The same curator perhaps logged in meanwhile, so that another hash of the same password is kept by now.
        curator, password_hash = self._checked(curator.name, password)
        return self._open_session(curator.name, password_hash), curator

    def log_out(self, secret: str) -> None:
        """End a session."""
        curator = self.who(secret)
        if curator is not None:
            self._store.end_session(_sha256(secret), act=self._act(curator.name, reason="logged out"))

    def renew_password(self, name: str, old: str, new: str, *, address: str) -> str:
        """Set another password for a curator who knows theirs; ends all sessions, opens one, and gives its secret.

        Raises:
            TooManyTriesError: As for `log_in`.
            LogInFailedError: The old password is not theirs, or is no longer: another was set meanwhile.
            CannotError: The new password will not do.
        """
        curator, old_hash = self._known(name, old, address=address)
        new_hash = self._hashed(new)
        act = self._act(curator.name, reason="password: new")
        try:
            self._store.renew_password(curator.name, old_hash, new_hash, act=act)
        except NotKeptError:
            raise _not_known() from None
        return self._open_session(curator.name, new_hash)

    def who(self, secret: str) -> Curator | None:
        """Find the curator of a session, if both still hold."""
        return self._store.session(_sha256(secret), now=self._now())

    def bearer(self, secret: str) -> tuple[Curator, Role]:
        """Find the curator of an API token and what may be done with it: the lesser of both their roles.

        Raises:
            LogInNeededError: No token was given, or none that holds.
        """
        found = self._store.token(_sha256(secret), now=self._now())
        if found is None:
            msg = "the API token does not hold: it is unknown, expired or revoked" if secret else "no API token came"
            raise LogInNeededError(msg)
        curator, token = found
        return curator, lesser(curator.role, token.role)

    def curators(self) -> tuple[Curator, ...]:
        """List the curators by name."""
        return self._store.curators()

    def add(self, name: str, role: Role, password: str, *, by: str) -> Curator:
        """Add a curator.

        Raises:
            CannotError: The name or the password will not do.
            ExistsError: There is a curator of that name, however its letters are cased.
            TooManyTriesError: Too many passwords are being hashed.
        """
        name = checked_name(name)
        act = self._act(by, reason=f"as {role}")
        return self._store.add_curator(name, role, self._hashed(password), act=act)

    def change(
        self, name: str, *, by: str, role: Role | None = None, active: bool | None = None, password: str | None = None
    ) -> Curator:
        """Change what is given. A new password ends the curator's sessions; being made inactive, their tokens too.

        Raises:
            NotKeptError: There is no such curator.
            CannotError: The password will not do, or no active admin would be left.
            TooManyTriesError: Too many passwords are being hashed.
        """
        hashed = None if password is None else self._hashed(password)
        told = {
            "role": role,
            "active": None if active is None else "yes" if active else "no",
            "password": None if password is None else "new",
        }
        reason = ", ".join(f"{what}: {value}" for what, value in told.items() if value is not None) or "nothing"
        act = self._act(by, reason=reason)
        return self._store.change_curator(written_name(name), act=act, role=role, active=active, password_hash=hashed)

    def tokens(self, curator: str | None = None) -> tuple[Token, ...]:
        """List API tokens, newest first; all of them if no curator is named."""
        return self._store.tokens(curator)

    def make_token(self, curator: str, title: str, role: Role, *, days: int | None, by: str) -> tuple[str, Token]:
        """Make an API token; gives its secret, which nobody can read again. Without `days` it never expires.

        Raises:
            NotKeptError: There is no such curator, or they are not active.
            CannotError: The title or the days will not do, or the curator's own role is less than that.
        """
        owner = next((each for each in self.curators() if each.name == written_name(curator)), None)
        if owner is None:
            msg = f"there is no curator {curator[:NAME_CHARACTERS]!r}"
            raise NotKeptError(msg)
        check_token(owner, title, role, days=days)
        secret, now = TOKEN_START + secrets.token_urlsafe(_SECRET_BYTES), self._now()
        token = Token(
            id=0,
            curator=owner.name,
            title=title.strip(),
            role=role,
            prefix=secret[:PREFIX_CHARACTERS],
            made=now,
            expires=None if days is None else now + timedelta(days=days),
        )
        act = Act(by=by, at=now, reason=f"{token.title} for {owner.name}")
        return secret, self._store.add_token(token, _sha256(secret), act=act)

    def token(self, number: int) -> Token:
        """Look a token up.

        Raises:
            NotKeptError: There is none of that number.
        """
        for token in self.tokens():
            if token.id == number:
                return token
        msg = f"there is no token {number}"
        raise NotKeptError(msg)

    def revoke(self, number: int, *, by: str) -> Token:
        """End a token for good, from its next use on.

        Raises:
            NotKeptError: There is none of that number.
        """
        return self._store.revoke_token(number, act=self._act(by, reason="revoked"))

    def audit(self, *, limit: int, offset: int = 0) -> tuple[AuditLine, ...]:
        """List the audit log, newest first."""
        return self._store.audit(limit=limit, offset=offset)

    def _known(self, name: str, password: str, *, address: str) -> tuple[Curator, str]:
        """Find the active curator with that password, and its hash; hashes once, whatever was wrong."""
        name = written_name(name)[: NAME_CHARACTERS + 1]
        # The address goes first: from one that is refused, nobody's name can be used up. A name has more tries than
        # an address, so that one network alone does not keep its owner from logging in from another.
        from_here = self._tries.take(f"address:{network(address)}")
        if not (from_here and self._tries.take(f"name:{known_as(name)}", times=NETWORKS_A_NAME)):
            msg = "there were too many tries to log in within a minute"
            raise TooManyTriesError(msg)
        return self._checked(name, password)

    def _checked(self, name: str, password: str) -> tuple[Curator, str]:
        try:
            curator, known_hash = self._store.curator(name)
        except NotKeptError:
            curator, known_hash = None, ""
        with self._turn_to_hash():
            if not self._nobody:
                self._nobody = self._passwords.hash_password(secrets.token_urlsafe(_SECRET_BYTES))
            fits = self._passwords.password_fits(known_hash or self._nobody, password[:MOST_PASSWORD])
        if curator is None or not curator.active or not fits:
            raise _not_known()
        return curator, known_hash

    def _renewed(self, password_hash: str, password: str) -> str | None:
        """Hash a password that fits anew, if its hash is outdated and nobody waits to be hashed; else another time."""
        if not self._passwords.is_outdated(password_hash) or not self._hashing.acquire(blocking=False):
            return None
        try:
            return self._passwords.hash_password(password[:MOST_PASSWORD])
        finally:
            self._hashing.release()

    def _open_session(self, name: str, password_hash: str, *, renewed: str | None = None) -> str:
        """Open a session for whoever knew the password, unless it was changed while it was hashed; gives its secret."""
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), self._now()
        expires = now + timedelta(hours=self._session_hours)
        act = Act(by=name, at=now, reason="logged in")
        try:
            self._store.add_session(
                name, _sha256(secret), password_hash=password_hash, renewed_hash=renewed, expires=expires, act=act
            )
        except NotKeptError:
            raise _not_known() from None
        return secret

    def _hashed(self, password: str) -> str:
        if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
            msg = f"the password has {len(password)} characters"
            raise CannotError(msg, remedy=f"Choose one of {LEAST_PASSWORD} to {MOST_PASSWORD} characters.")
        with self._turn_to_hash():
            return self._passwords.hash_password(password)

    @contextmanager
    def _turn_to_hash(self) -> Iterator[None]:
        if not self._hashing.acquire(timeout=WAIT_SECONDS):
            msg = "too many passwords are being checked at this moment"
            raise TooManyTriesError(msg)
        try:
            yield
        finally:
            self._hashing.release()

    def _act(self, by: str, *, reason: str) -> Act:
        return Act(by=by, at=self._now(), reason=reason)


def _not_known() -> LogInFailedError:
    return LogInFailedError("no active curator has that name and password")


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
