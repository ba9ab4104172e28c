"""`sidelight tokens`: keys of the API."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import get_args

import click

from sidelight.cli.curating.database import acting, curating, signing
from sidelight.cli.telling.terminal import examples, hint, line, output, readable
from sidelight.services.curation.values import ROLES, Role, Token

#: For how long a token holds unless told otherwise, in days.
DAYS = 365


@click.group(
    short_help="Make and revoke keys of the API.",
    epilog=examples(
        'sidelight tokens make anna --title "nightly import" --days 90',
        "sidelight tokens list",
        "sidelight tokens revoke 3",
    ),
)
def tokens() -> None:
    """Make, list and revoke API tokens, with which programs act for a curator."""


@tokens.command(
    short_help="Make one; its secret is shown once.",
    epilog=examples(
        'sidelight tokens make anna --title "nightly import" --days 90',
        "sidelight tokens make anna --title import --role reviewer > token.txt",
    ),
)
@click.argument("name", metavar="CURATOR")
@click.option("--title", required=True, help="What it is for.")
@click.option("--role", type=click.Choice(get_args(Role)), default=ROLES[0], show_default=True, help="What it may do.")
@click.option("--days", type=click.IntRange(min=1), default=DAYS, show_default=True, help="How long it holds.")
@click.option("--for-ever", is_flag=True, help="Let it hold until it is revoked.")
@acting
def make(name: str, by: str, *, title: str, role: Role, days: int, for_ever: bool) -> None:
    """Make a token for a curator. Its secret goes to standard output, alone; nobody can read it again."""
    with curating() as use:
        by = signing(use, by, "admin", own_name_will_do=True)
        secret, token = use.accounts.make_token(name, title, role, days=None if for_ever else days, by=by)
    until = f"until {token.expires:%Y-%m-%d}" if token.expires else "until it is revoked"
    hint(f"Token {token.id} for {readable(token.curator)}, as {token.role}, {until}. Keep it now:")
    click.echo(secret)
    hint("Send it as the header Authorization: Bearer.")


@tokens.command(
    "list", short_help="List them.", epilog=examples("sidelight tokens list", "sidelight tokens list --format json")
)
@click.argument("name", metavar="[CURATOR]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_tokens(name: str | None, form: str) -> None:
    """List the tokens, newest first, without their secrets."""
    with curating() as use:
        found = use.accounts.tokens(name)
    if form == "json":
        rows = [{key: _plain(value) for key, value in asdict(token).items()} for token in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2).encode())
        return
    console = output()
    for token in found:
        who = f"  {token.prefix}…  {readable(token.curator)}, {token.role}  {readable(token.title)}  "
        line(console, (str(token.id).rjust(4), "bold"), who, (_state(token), "dim"))
    if not found:
        hint("There are none.")


@tokens.command(short_help="End one for good.", epilog=examples("sidelight tokens revoke 3"))
@click.argument("number", type=click.IntRange(min=1))
@acting
def revoke(number: int, by: str) -> None:
    """End a token for good; the next request with it is refused."""
    with curating() as use:
        by = signing(use, by, "admin", own_name_will_do=True)
        token = use.accounts.revoke(number, by=by)
    hint(f"Token {number} ({readable(token.title)}, of {readable(token.curator)}) holds no more.")


def _state(token: Token) -> str:
    if token.revoked is not None:
        return f"revoked {token.revoked:%Y-%m-%d}"
    if token.expires is not None and token.expires <= datetime.now(UTC):
        return f"expired {token.expires:%Y-%m-%d}"
    used = f"used {token.last_used}" if token.last_used else "never used"
    return f"until {token.expires:%Y-%m-%d}, {used}" if token.expires else used


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)
