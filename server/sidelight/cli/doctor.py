"""`sidelight doctor`: is this installation sound?"""

import dataclasses
import logging
import logging.handlers
import os
import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click
from rich.console import Console
from rich.text import Text

from sidelight import __version__
from sidelight.adapters.packs.folder import starter_folder
from sidelight.adapters.store.engine import read_url, shown
from sidelight.adapters.store.schema.migrate import known_revisions, store_revision
from sidelight.adapters.store.sql import open_store
from sidelight.bootstrap import Services, build, database_url
from sidelight.cli.inputs import today, warnings_to
from sidelight.cli.telling.terminal import block, examples, line, output, readable
from sidelight.config import SETTINGS, Config, read_config
from sidelight.core.dates import PartialDate
from sidelight.errors import ConfigError, SidelightError
from sidelight.services.asked import Asked
from sidelight.services.ports import Page
from sidelight.web.demo import content_folder

_PAGE = (
    "<html lang=en><title>Test</title><article><h1>Test</h1><p>The council met on Tuesday in the town.</p></article>"
)
_STYLES = {"ok": "green", "note": "yellow", "fail": "bold red"}


@dataclass(frozen=True, slots=True)
class _Check:
    """One thing that must hold, and what to do when it does not."""

    name: str
    run: Callable[[Config], str]
    remedy: str


@click.command(short_help="Check this installation, and show all settings.", epilog=examples("sidelight doctor"))
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Check this installation: settings, data folder, database, entries, page reading, demo files.

    Shows the values of all settings too. Exit code 1 when something is wrong, with what to do about it.
    """
    console = output()
    line(
        console,
        f"Sidelight {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n",
    )
    settings_hold = _settings(console)
    sound_settings, wrong = _sound_settings()
    warnings = logging.handlers.BufferingHandler(capacity=1_000)
    with warnings_to(warnings):
        # With wrong settings, the rest is still checked, by the others and by the defaults.
        held = [_holds(console, check, sound_settings) for check in _CHECKS]
    sound = settings_hold and all(held)
    for warning in dict.fromkeys(record.getMessage() for record in warnings.buffer):
        _say(console, "warning", f"{warning}. Run `sidelight entries check`.", "note")
    line(console, "\nSettings:")
    width = max(len(setting.name) for setting in SETTINGS)
    for setting in SETTINGS:
        given = os.environ.get(setting.name, "").strip()
        mark = "wrong" if setting.name in wrong else "set" if given else ""
        value = given if setting.name in wrong else setting.shown(sound_settings)
        line(console, (f"{mark:>5} ", "cyan"), f"{setting.name:<{width}}  ", readable(value) or ("none", "dim"))
    if not sound:
        ctx.exit(1)
    line(console, ("\nAll is well.", "bold green"))


def _settings(console: Console) -> bool:
    try:
        read_config(os.environ)
    except ConfigError as error:
        _say(console, "settings", _ended(error.detail), "fail")
        return False
    given = sum(bool(os.environ.get(setting.name, "").strip()) for setting in SETTINGS)
    _say(console, "settings", f"{given} of {len(SETTINGS)} are set, the others have their defaults", "ok")
    return True


def _sound_settings() -> tuple[Config, frozenset[str]]:
    """Read the settings that are right, and name those that are wrong."""
    right: dict[str, str] = {}
    wrong = set()
    for setting in SETTINGS:
        given = {setting.name: os.environ.get(setting.name, "")}
        try:
            read_config(given)
        except ConfigError:
            wrong.add(setting.name)
        else:
            right |= given
    return read_config(right), frozenset(wrong)


def _ended(detail: str) -> str:
    return detail if detail.endswith(("?", "!", ".")) else f"{detail}."


def _holds(console: Console, check: _Check, config: Config) -> bool:
    try:
        detail = check.run(config)
    except SidelightError as error:
        _say(console, check.name, f"{_ended(error.detail)} {error.remedy}", "fail")
    except OSError as error:
        _say(console, check.name, f"{error.filename}: {error.strerror}. {check.remedy}", "fail")
    except (RuntimeError, ImportError) as error:
        _say(console, check.name, f"{error}. {check.remedy}", "fail")
    else:
        _say(console, check.name, detail, "ok")
        return True
    return False


def _say(console: Console, name: str, detail: str, mark: Literal["ok", "note", "fail"]) -> None:
    block(console, Text(readable(detail)), Text.assemble((f"{mark:>4}  ", _STYLES[mark]), f"{name:<14}"))


def _data_folder(config: Config) -> str:
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=config.data_dir):
        return f"{config.data_dir} can be written"


def _cache(config: Config) -> str:
    _built(config).close()
    return f"{config.cache_url} can be used"


def _built(config: Config) -> Services:
    """Wire what is checked; that pack or database cannot be used is for the checks of those to say."""
    return build(config, pack_folders=(starter_folder(),), today=today, curate=False)


def _database(config: Config) -> str:
    """Try to read and to write, without making anything."""
    if config.pack is not None:
        return "none is used, since SIDELIGHT_PACK names a pack's folder"
    url = database_url(config)
    name = shown(read_url(url))
    revision = store_revision(url)
    if revision.found is None:
        return f"{name} is empty; `sidelight serve` fills it"
    if not revision.ready and revision.found in known_revisions():
        return f"{name} has tables of revision {revision.found}; `sidelight migrate` brings them to {revision.needed}"
    store = open_store(url, migrate=False)
    try:
        with store.database.writing():
            pass
        return f"{name} can be read and written, edition {store.editions.current()}"
    finally:
        store.close()


def _entries(config: Config) -> str:
    services = build(_without_cache(config), today=today, curate=False)
    try:
        edition = services.editions.current.edition
        asked = Asked(text="Nothing to see.", published=PartialDate.on(today()))
        services.annotator.annotate(asked)
    finally:
        services.close()
    packs = ", ".join(pack.id for pack in edition.packs)
    return f"{len(edition.entries)} entries of the pack {packs}, edition {edition.sha256[:12]}"


def _page_reading(config: Config) -> str:
    services = _built(_without_cache(config))
    try:
        article = services.extract(Page(body=_PAGE))
    finally:
        services.close()
    return f"a page reads as {len(article.passages)} passages, in a process of its own"


def _demo(_config: Config) -> str:
    folder = content_folder()
    scripts = sorted(Path(folder).glob("*.js"))
    if not scripts:
        msg = f"there are no content scripts in {folder}"
        raise RuntimeError(msg)
    return f"the page /demo has the {len(scripts)} scripts of the extension"


def _without_cache(config: Config) -> Config:
    return dataclasses.replace(config, cache_url="null://")


_CHECKS = (
    _Check("data folder", _data_folder, "Set SIDELIGHT_DATA_DIR to a folder that you may write to."),
    _Check("cache", _cache, "Set SIDELIGHT_CACHE_URL=null:// to do without."),
    _Check("database", _database, "Check SIDELIGHT_DATABASE_URL, the disk and permissions."),
    _Check("entries", _entries, "Run `sidelight entries check`."),
    _Check("page reading", _page_reading, "Install Sidelight again."),
    _Check("demo", _demo, "Install Sidelight again; the content scripts travel with it."),
)
