"""Curators, their sessions and their API tokens.

A secret is shown to its owner once and kept as a hash: passwords as argon2, the long random secrets of sessions and
tokens as SHA-256. What it would cost to guess is limited twice: tries a minute, and hashes at a time.
"""

import hashlib
import ipaddress
import re
import secrets
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final, Protocol

from sidelight.services.curation.errors import (
    CannotError,
    ExistsError,
    LogInFailedError,
    LogInNeededError,
    NotKeptError,
    TooManyTriesError,
)
from sidelight.services.curation.store import AccountStore
from sidelight.services.curation.values import ROLES, SYSTEM, Act, AuditLine, Curator, Role, Token

#: Fewest and most characters of a password.
LEAST_PASSWORD, MOST_PASSWORD = 12, 1_000
#: Longest name of a curator, and longest title of a token, in characters.
NAME_CHARACTERS, TITLE_CHARACTERS = 60, 100
#: Passwords hashed at a time; each takes 64 MiB for a tenth of a second.
HASHES_AT_ONCE: Final = 2
#: Longest wait for one's turn to be hashed, in seconds.
WAIT_SECONDS: Final = 5.0
#: Longest life of a token that has an end, in days.
MOST_DAYS: Final = 3_650
#: What an API token begins with, and how much of it stays readable in lists.
TOKEN_START, PREFIX_CHARACTERS = "sl_", 8
_SECRET_BYTES: Final = 32
_NAME = re.compile(rf"[^\W_][\w.@-]{{0,{NAME_CHARACTERS - 1}}}")
#: A caller with an address of version 6 commands at least so long a network of them.
_NETWORK_BITS: Final = 64


class TryLimit(Protocol):
    """Counts tries: `adapters/accounts/tries.py`."""

    def take(self, key: str) -> bool:
        """Take one of the tries of a key, such as `name:anna`; tells whether there was one left."""
        ...


class Accounts:
    """Who may curate: curators by name and password, sessions and tokens by their secrets."""

    def __init__(
        self,
        *,
        store: AccountStore,
        now: Callable[[], datetime],
        hash_password: Callable[[str], str],
        password_fits: Callable[[str, str], bool],
        session_hours: int,
        tries: TryLimit,
    ) -> None:
        """Take parts; `password_fits` takes the hash first, and a session lasts so many hours."""
        self._store = store
        self._now = now
        self._hash_password = hash_password
        self._password_fits = password_fits
        self._session_hours = session_hours
        self._tries = tries
        self._hashing = threading.BoundedSemaphore(HASHES_AT_ONCE)
        self._nobody = ""

    def log_in(self, name: str, password: str, *, address: str) -> tuple[str, Curator]:
        """Open a session; gives its secret. An unknown name costs as much time as a wrong password.

        Raises:
            TooManyTriesError: There were too many tries for this name or from this address, or too many at once.
            LogInFailedError: No active curator has that name and password.
        """
        name = _written(name)[: NAME_CHARACTERS + 1]
        # The address goes first: from one that is refused, nobody's name can be used up.
        if not (self._tries.take(f"address:{_network(address)}") and self._tries.take(f"name:{name.casefold()}")):
            msg = "there were too many tries to log in within a minute"
            raise TooManyTriesError(msg)
        curator = self._with_password(name, password)
        if curator is None:
            msg = "no active curator has that name and password"
            raise LogInFailedError(msg)
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), self._now()
        expires = now + timedelta(hours=self._session_hours)
        act = Act(by=curator.name, at=now, reason="logged in")
        self._store.add_session(curator.name, _sha256(secret), expires=expires, act=act)
        return secret, curator

    def log_out(self, secret: str) -> None:
        """End a session."""
        self._store.end_session(_sha256(secret))

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
        name = _checked_name(name)
        if any(each.name.casefold() == name.casefold() for each in self.curators()):
            msg = f"there is a curator named {name!r} already"
            raise ExistsError(msg)
        act = self._act(by, reason=f"as {role}")
        return self._store.add_curator(name, role, self._hashed(password), act=act)

    def change(
        self, name: str, *, by: str, role: Role | None = None, active: bool | None = None, password: str | None = None
    ) -> Curator:
        """Change what is given; a new password, and being made inactive, end the curator's sessions.

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
        return self._store.change_curator(_written(name), act=act, role=role, active=active, password_hash=hashed)

    def tokens(self, curator: str | None = None) -> tuple[Token, ...]:
        """List API tokens, newest first; all of them if no curator is named."""
        return self._store.tokens(curator)

    def make_token(self, curator: str, title: str, role: Role, *, days: int | None, by: str) -> tuple[str, Token]:
        """Make an API token; gives its secret, which nobody can read again. Without `days` it never expires.

        Raises:
            NotKeptError: There is no such curator.
            CannotError: The title or the days will not do, or the curator's own role is less than that.
        """
        owner = next((each for each in self.curators() if each.name == _written(curator)), None)
        if owner is None:
            msg = f"there is no curator {curator[:NAME_CHARACTERS]!r}"
            raise NotKeptError(msg)
        _check_token(owner, title, role, days=days)
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

    def _with_password(self, name: str, password: str) -> Curator | None:
        """Look for the active curator with that password; hashes once, whether or not there is one of that name."""
        try:
            curator, known_hash = self._store.curator(name)
        except NotKeptError:
            curator, known_hash = None, ""
        with self._turn_to_hash():
            if not self._nobody:
                self._nobody = self._hash_password(secrets.token_urlsafe(_SECRET_BYTES))
            fits = self._password_fits(known_hash or self._nobody, password[:MOST_PASSWORD])
        return curator if curator is not None and curator.active and fits else None

    def _hashed(self, password: str) -> str:
        if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
            msg = f"the password has {len(password)} characters"
            raise CannotError(msg, remedy=f"Choose one of {LEAST_PASSWORD} to {MOST_PASSWORD} characters.")
        with self._turn_to_hash():
            return self._hash_password(password)

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


def lesser(one: Role, other: Role) -> Role:
    """Give the role that may do less.

    Example:
        >>> lesser("admin", "curator")
        'curator'
    """
    return ROLES[min(ROLES.index(one), ROLES.index(other))]


def _checked_name(name: str) -> str:
    name = _written(name)
    if not _NAME.fullmatch(name) or name.casefold() == SYSTEM:
        msg = f"{name[:NAME_CHARACTERS]!r} cannot be a curator's name"
        remedy = f"Use letters, digits and . _ - @, at most {NAME_CHARACTERS} in all; {SYSTEM} itself has no password."
        raise CannotError(msg, remedy=remedy)
    return name


def _check_token(owner: Curator, title: str, role: Role, *, days: int | None) -> None:
    if not 0 < len(title.strip()) <= TITLE_CHARACTERS:
        msg = f"the title has {len(title.strip())} characters"
        raise CannotError(msg, remedy=f"Say in 1 to {TITLE_CHARACTERS} characters what the token is for.")
    if days is not None and not 0 < days <= MOST_DAYS:
        msg = f"{days} days cannot be the life of a token"
        raise CannotError(msg, remedy=f"Give 1 to {MOST_DAYS} days, or none for a token without end.")
    if lesser(owner.role, role) != role:
        msg = f"{owner.name} is {owner.role}, which is less than {role}"
        raise CannotError(msg, remedy="Choose a role that the curator has.")


def _network(address: str) -> str:
    """Name what one caller is sure to command: the address, or in version 6 the network around it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:NAME_CHARACTERS]
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, _NETWORK_BITS), strict=False))
    return str(found)


def _written(name: str) -> str:
    """Write a name the same way on every keyboard."""
    return unicodedata.normalize("NFC", name.strip())


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
