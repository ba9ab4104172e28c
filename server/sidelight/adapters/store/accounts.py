"""Curators, their sessions and tokens, and the audit log: implements `AccountStore`."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sidelight.adapters.store.engine import LARGEST, Database, log, within
from sidelight.adapters.store.models import AuditRow, CuratorRow, SessionRow, TokenRow, storable
from sidelight.services.curation.errors import CannotError, ExistsError, NotKeptError
from sidelight.services.curation.values import Act, AuditLine, Curator, Role, Token, known_as


class SqlAccounts:
    """Implements `AccountStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def curators(self) -> tuple[Curator, ...]:
        """List curators by name."""
        with self._database.reading() as session:
            return tuple(_curator(row) for row in session.scalars(select(CuratorRow).order_by(CuratorRow.name)))

    def curator(self, name: str) -> tuple[Curator, str]:
        """Look a curator up by name, with the password's hash. Raises NotKeptError."""
        with self._database.reading() as session:
            row = _named(session, name)
            return _curator(row), row.password_hash

    def add_curator(self, name: str, role: Role, password_hash: str, *, act: Act) -> Curator:
        """Keep a new curator. Raises ExistsError if somebody is known by that name already."""
        with self._database.writing() as session:
            # Writers take turns, so nobody else takes the name between this look and the end of the transaction.
            for taken in session.scalars(select(CuratorRow.name)):
                if known_as(taken) == known_as(storable(name)):
                    msg = f"there is a curator named {taken!r} already"
                    raise ExistsError(msg)
            row = CuratorRow(name=name, role=role, active=True, since=act.at, password_hash=password_hash)
            session.add(row)
            session.flush()
            log(session, act, "add-curator", name)
            return _curator(row)

    def change_curator(
        self,
        name: str,
        *,
        act: Act,
        role: Role | None = None,
        active: bool | None = None,
        password_hash: str | None = None,
    ) -> Curator:
        """Change what is given. A new password ends all sessions, being made inactive revokes all tokens as well.

        Raises:
            NotKeptError: There is no such curator.
            CannotError: No active admin would be left.
        """
        with self._database.writing() as session:
            row = _named(session, name)
            if row.active and row.role == "admin" and (active is False or role not in {None, "admin"}):
                _keep_an_admin(session, row)
            if role is not None:
                row.role = role
                log(session, act, f"make-{role}", name)
            if active is not None:
                row.active = active
                log(session, act, "activate" if active else "deactivate", name)
            if password_hash is not None:
                _change_password(session, row, password_hash, act)
            if active is False:
                session.execute(delete(SessionRow).where(SessionRow.curator == row.id))
                for token in session.scalars(select(TokenRow).where(TokenRow.curator == row.id)):
                    _revoke(session, token, row, act)
            return _curator(row)

    def renew_password(self, name: str, old_hash: str, new_hash: str, *, act: Act) -> None:
        """Change the password of an active curator, which ends all sessions. Raises NotKeptError if it is another."""
        with self._database.writing() as session:
            _change_password(session, _knowing(session, name, old_hash), new_hash, act)

    def add_session(
        self,
        curator: str,
        secret_sha256: str,
        *,
        password_hash: str,
        renewed_hash: str | None = None,
        expires: datetime,
        act: Act,
    ) -> None:
        """Keep a session of the console and the same password's new hash, and forget sessions that have expired.

        Raises:
            NotKeptError: There is no active curator of that name with that password, or no longer.
        """
        with self._database.writing() as session:
            row = _knowing(session, curator, password_hash)
            row.password_hash = renewed_hash or password_hash
            session.execute(delete(SessionRow).where(SessionRow.expires <= act.at))
            session.add(SessionRow(secret_sha256=secret_sha256, curator=row.id, expires=expires))
            log(session, act, "log-in", curator)

    def end_session(self, secret_sha256: str, *, act: Act) -> None:
        """Forget a session; nothing happens if there is none."""
        with self._database.writing() as session:
            row = session.get(SessionRow, secret_sha256)
            if row is not None:
                session.delete(row)
                log(session, act, "log-out", act.by)

    def session(self, secret_sha256: str, *, now: datetime) -> Curator | None:
        """Find the active curator of a session that has not expired."""
        found = select(CuratorRow).join(SessionRow, SessionRow.curator == CuratorRow.id)
        found = found.where(SessionRow.secret_sha256 == secret_sha256, SessionRow.expires > now)
        with self._database.reading() as session:
            row = session.scalars(found.where(CuratorRow.active.is_(True))).one_or_none()
            return None if row is None else _curator(row)

    def add_token(self, token: Token, secret_sha256: str, *, act: Act) -> Token:
        """Keep a token of an active curator (its id is ignored) and give it with its id. Raises NotKeptError."""
        with self._database.writing() as session:
            owner = _named(session, token.curator)
            if not owner.active:
                msg = f"{owner.name!r} is not active"
                raise NotKeptError(msg, remedy="Let the curator log in again first.")
            row = TokenRow(
                curator=owner.id,
                title=token.title,
                role=token.role,
                prefix=token.prefix,
                secret_sha256=secret_sha256,
                made=token.made,
                expires=token.expires,
            )
            session.add(row)
            session.flush()
            log(session, act, "make-token", f"{row.id} {owner.name}")
            return _token(row, owner.name)

    def tokens(self, curator: str | None = None) -> tuple[Token, ...]:
        """List tokens, newest first; all of them if no curator is named."""
        found = _with_owners().order_by(TokenRow.id.desc())
        if curator is not None:
            found = found.where(CuratorRow.name == curator)
        with self._database.reading() as session:
            return tuple(_token(row, owner.name) for row, owner in session.execute(found))

    def revoke_token(self, number: int, *, act: Act) -> Token:
        """End a token for good; one that was revoked before stays as it is. Raises NotKeptError."""
        with self._database.writing() as session:
            found = session.execute(_with_owners().where(TokenRow.id == within(number))).one_or_none()
            if found is None:
                msg = f"there is no token {number}"
                raise NotKeptError(msg)
            row, owner = found
            _revoke(session, row, owner, act)
            return _token(row, owner.name)

    def token(self, secret_sha256: str, *, now: datetime) -> tuple[Curator, Token] | None:
        """Find a valid token with its active curator, and note the day as its last use."""
        found = _valid(secret_sha256, now)
        with self._database.reading() as session:
            pair = session.execute(found).one_or_none()
        if pair is not None and pair[0].last_used != now.date():
            # Once a day it is written down; it may have been revoked since it was read.
            with self._database.writing() as session:
                pair = session.execute(found).one_or_none()
                if pair is not None:
                    pair[0].last_used = now.date()
        return None if pair is None else (_curator(pair[1]), _token(pair[0], pair[1].name))

    def audit(self, *, limit: int, offset: int = 0) -> tuple[AuditLine, ...]:
        """List the audit log, newest first."""
        found = select(AuditRow).order_by(AuditRow.number.desc())
        found = found.limit(min(limit, LARGEST)).offset(min(offset, LARGEST))
        with self._database.reading() as session:
            return tuple(
                AuditLine(number=row.number, act=row.act, what=row.what, on=row.about) for row in session.scalars(found)
            )


def _named(session: Session, name: str) -> CuratorRow:
    row = session.scalars(select(CuratorRow).where(CuratorRow.name == name)).one_or_none()
    if row is None:
        msg = f"there is no curator {name!r}"
        raise NotKeptError(msg)
    return row


def _knowing(session: Session, name: str, password_hash: str) -> CuratorRow:
    row = _named(session, name)
    if not row.active or row.password_hash != password_hash:
        msg = f"there is no active curator {name!r} with that password"
        raise NotKeptError(msg)
    return row


def _change_password(session: Session, row: CuratorRow, password_hash: str, act: Act) -> None:
    row.password_hash = password_hash
    log(session, act, "change-password", row.name)
    session.execute(delete(SessionRow).where(SessionRow.curator == row.id))


def _revoke(session: Session, row: TokenRow, owner: CuratorRow, act: Act) -> None:
    """Revoke a token; one that was revoked before stays as it is."""
    if row.revoked is None:
        row.revoked = act.at
        log(session, act, "revoke-token", f"{row.id} {owner.name}")


def _keep_an_admin(session: Session, leaving: CuratorRow) -> None:
    others = select(func.count()).select_from(CuratorRow).where(CuratorRow.role == "admin", CuratorRow.id != leaving.id)
    if not session.scalars(others.where(CuratorRow.active.is_(True))).one():
        msg = f"{leaving.name!r} is the only active admin"
        raise CannotError(msg, remedy="Make somebody else an admin first.")


def _with_owners() -> Any:
    return select(TokenRow, CuratorRow).join(CuratorRow, CuratorRow.id == TokenRow.curator)


def _valid(secret_sha256: str, now: datetime) -> Any:
    return _with_owners().where(
        TokenRow.secret_sha256 == secret_sha256,
        TokenRow.revoked.is_(None),
        TokenRow.expires.is_(None) | (TokenRow.expires > now),
        CuratorRow.active.is_(True),
    )


def _curator(row: CuratorRow) -> Curator:
    return Curator(id=row.id, name=row.name, role=row.role, active=row.active, since=row.since)


def _token(row: TokenRow, owner: str) -> Token:
    return Token(
        id=row.id,
        curator=owner,
        title=row.title,
        role=row.role,
        prefix=row.prefix,
        made=row.made,
        expires=row.expires,
        last_used=row.last_used,
        revoked=row.revoked,
    )
