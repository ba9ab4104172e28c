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
from sidelight.bootstrap import build
from sidelight.cli.inputs import today, warnings_to
from sidelight.cli.terminal import block, examples, line, output, readable
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
    """Check this installation: settings, data folder, entries, page reading, demo files.

    Shows the values of all settings too. Exit code 1 when something is wrong, with what to do about it.
    """
    console = output()
    line(
        console,
        f"Sidelight {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n",
    )
    config = _settings(console)
    warnings = logging.handlers.BufferingHandler(capacity=1_000)
    with warnings_to(warnings):
        # With wrong settings, the rest is still checked, by the defaults.
        held = [_holds(console, check, config or read_config({})) for check in _CHECKS]
    sound = config is not None and all(held)
    for warning in dict.fromkeys(record.getMessage() for record in warnings.buffer):
        _say(console, "warning", f"{warning}. Run `sidelight entries check`.", "note")
    line(console, "\nSettings:")
    width = max(len(setting.name) for setting in SETTINGS)
    for setting in SETTINGS:
        mark = "set" if os.environ.get(setting.name, "").strip() else ""
        given = os.environ.get(setting.name, "").strip() or setting.default or ""
        value = given if config is None else setting.shown(config)
        line(console, (f"{mark:>5} ", "cyan"), f"{setting.name:<{width}}  ", readable(value) or ("none", "dim"))
    if not sound:
        ctx.exit(1)
    line(console, ("\nAll is well.", "bold green"))


def _settings(console: Console) -> Config | None:
    try:
        config = read_config(os.environ)
    except ConfigError as error:
        _say(console, "settings", f"{error.detail}.", "fail")
        return None
    given = sum(bool(os.environ.get(setting.name, "").strip()) for setting in SETTINGS)
    _say(console, "settings", f"{given} of {len(SETTINGS)} are set, the others have their defaults", "ok")
    return config


def _holds(console: Console, check: _Check, config: Config) -> bool:
    try:
        detail = check.run(config)
    except SidelightError as error:
        _say(console, check.name, f"{error.detail}. {error.remedy}", "fail")
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
    build(config, today=today).close()
    return f"{config.cache_url} can be used"


def _entries(config: Config) -> str:
    services = build(_without_cache(config), today=today)
    try:
        edition = services.editions.current.edition
        asked = Asked(text="Nothing to see.", published=PartialDate.on(today()))
        services.annotator.annotate(asked)
    finally:
        services.close()
    packs = ", ".join(pack.id for pack in edition.packs)
    return f"{len(edition.entries)} entries of the pack {packs}, edition {edition.sha256[:12]}"


def _page_reading(config: Config) -> str:
    services = build(_without_cache(config), today=today)
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
    return f"{len(scripts)} content scripts"


def _without_cache(config: Config) -> Config:
    return dataclasses.replace(config, cache_url="null://")


_CHECKS = (
    _Check("data folder", _data_folder, "Set SIDELIGHT_DATA_DIR to a folder that you may write to."),
    _Check("cache", _cache, "Set SIDELIGHT_CACHE_URL=null:// to do without."),
    _Check("entries", _entries, "Run `sidelight entries check`."),
    _Check("page reading", _page_reading, "Install Sidelight again."),
    _Check("demo", _demo, "Install Sidelight again; the content scripts travel with it."),
)
