"""Packs, entries with their revisions, editions, people, the corpus and the audit log."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    state = op.create_table(
        "state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_state_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_state"),
    )
    op.bulk_insert(state, [{"id": 1, "edition": 0, "change": 0}])
    _make_packs()
    _make_editions()
    _make_entries()
    _make_changes()
    _make_people()
    _make_tokens()
    _make_corpus_and_audit()


def _signed() -> tuple["sa.Column[Any]", ...]:
    return (
        sa.Column("act_by", sa.Text(), nullable=False),
        sa.Column("act_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act_reason", sa.Text(), nullable=False),
    )


def _make_packs() -> None:
    op.create_table(
        "packs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_packs"),
    )
    op.create_table(
        "pack_revisions",
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        *_signed(),
        sa.ForeignKeyConstraint(["pack"], ["packs.id"], name="fk_pack_revisions_pack"),
        sa.PrimaryKeyConstraint("pack", "number", name="pk_pack_revisions"),
    )


def _make_editions() -> None:
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        *_signed(),
        sa.PrimaryKeyConstraint("number", name="pk_editions"),
    )


def _make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer(), nullable=True),
        sa.Column("live_status", sa.Text(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("live_review_by", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name="fk_entries_edition"),
        sa.ForeignKeyConstraint(["pack"], ["packs.id"], name="fk_entries_pack"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_index("ix_entries_changed", "entries", ["changed"])
    op.create_index("ix_entries_pack", "entries", ["pack"])
    op.create_table(
        "entry_tags",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_entry_tags_entry"),
        sa.PrimaryKeyConstraint("entry", "position", name="pk_entry_tags"),
    )


def _make_changes() -> None:
    op.create_table(
        "revisions",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        *_signed(),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_revisions_entry"),
        sa.PrimaryKeyConstraint("entry", "number", name="pk_revisions"),
    )
    op.create_table(
        "changes",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name="fk_changes_edition"),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_changes_entry"),
        sa.PrimaryKeyConstraint("edition", "entry", name="pk_changes"),
    )
    op.create_index("ix_changes_entry", "changes", ["entry"])
    op.create_table(
        "pack_changes",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], name="fk_pack_changes_edition"),
        sa.ForeignKeyConstraint(["pack"], ["packs.id"], name="fk_pack_changes_pack"),
        sa.PrimaryKeyConstraint("edition", "pack", name="pk_pack_changes"),
    )


def _make_people() -> None:
    op.create_table(
        "curators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_curators"),
        sa.UniqueConstraint("name", name="uq_curators_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sessions",
        sa.Column("secret_sha256", sa.Text(), nullable=False),
        sa.Column("curator", sa.Integer(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["curator"], ["curators.id"], name="fk_sessions_curator"),
        sa.PrimaryKeyConstraint("secret_sha256", name="pk_sessions"),
    )
    op.create_index("ix_sessions_curator", "sessions", ["curator"])


def _make_tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curator", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("secret_sha256", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used", sa.Date(), nullable=True),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["curator"], ["curators.id"], name="fk_tokens_curator"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("secret_sha256", name="uq_tokens_secret_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tokens_curator", "tokens", ["curator"])


def _make_corpus_and_audit() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        *_signed(),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("text_sha256", name="uq_articles_text_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        *_signed(),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )
