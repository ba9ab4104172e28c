"""Curators who write without end and are killed at random moments; run as a program by `test_killed_writers.py`.

Usage: writers.py FOLDER KILLS SEED. What was acknowledged is a line of JSON in FOLDER/acknowledged. The writers are
forked, so that none of them spends its life on importing.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from tests.factories import publishable

from sidelight.adapters.packs.write import write_pack
from sidelight.adapters.store.sql import open_store
from sidelight.bootstrap import build
from sidelight.cli.main import main as command_line
from sidelight.config import read_config
from sidelight.services.curation.errors import (
    EditConflictError,
    EditionMovedError,
    PublishRefusedError,
    StoreUnavailableError,
)
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import Act
from sidelight.services.wired import Curating

#: Writers at a time.
WRITERS = 3
#: The longest life of a writer once it has begun to write and its turn has come, in seconds.
LIFE = 0.2
#: So much is acknowledged between two kills, by whomever: on a slow machine that takes longer than a life.
BETWEEN_KILLS = 3
IDS = ("pier", "quay", "mole", "dock")

Acknowledge = Callable[..., None]


def through_services(use: Curating, _: Store, acknowledge: Acknowledge, text: str) -> None:
    stored = use.entries.entry(random.choice(IDS))  # noqa: S311 - no secret
    kept = use.entries.edit(
        replace(stored.head.entry, summary={"en": text}), based_on=stored.head.number, by="anna", reason=text
    )
    acknowledge(entry=kept.id, revision=stored.head.number + 1, text=text)
    edition = use.publishing.publish(kept.id, revision=stored.head.number + 1, by="anna", reason=text)
    acknowledge(edition=edition.number, sha256=edition.sha256)


def through_store(_: Curating, store: Store, acknowledge: Acknowledge, text: str) -> None:
    new = f"new-{text}"
    heads = [store.entries.entry(entry_id).head for entry_id in IDS[:2]]
    store.entries.add([publishable(new, text)], act=Act(by="ben", at=datetime.now(UTC), reason=text))
    acknowledge(entry=new, revision=1, text=text)
    edits = [(replace(head.entry, summary={"en": text}), head.number) for head in heads]
    store.entries.edit(edits, act=Act(by="ben", at=datetime.now(UTC), reason=text))
    for head in heads:
        acknowledge(entry=head.entry.id, revision=head.number + 1, text=text)


def through_command_line(use: Curating, _: Store, acknowledge: Acknowledge, text: str) -> None:
    folder = Path(os.environ["SIDELIGHT_DATA_DIR"]) / f"pack-{text}"
    pack = use.entries.packs()[0].head
    write_pack(replace(pack, entries=(publishable("dock", text),)), folder)
    command_line(
        ["entries", "import", str(folder), "--yes", "--publish", "--reason", text],
        standalone_mode=False,
    )
    revisions = {revision.entry.summary["en"]: revision.number for revision in use.entries.revisions("dock")}
    acknowledge(entry="dock", revision=revisions[text], text=text)


WAYS = (through_services, through_store, through_command_line)


@dataclass(frozen=True)
class Writer:
    """A running writer; from `began` comes one byte when it is about to write."""

    pid: int
    began: int


def write(folder: Path, number: int, began: int, told: int) -> NoReturn:
    """Write until killed."""
    random.seed(number)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    log = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND)
    services = build(read_config(os.environ))
    store = open_store(os.environ["SIDELIGHT_DATABASE_URL"])
    way = WAYS[number % len(WAYS)]

    def acknowledge(**what: object) -> None:
        os.write(log, (json.dumps(what) + "\n").encode())
        os.write(told, b"w")

    os.write(log, (json.dumps({"writes": os.getpid()}) + "\n").encode())
    os.write(began, b"w")
    for count in range(1_000_000):
        try:
            way(services.curating, store, acknowledge, f"{number}-{count}")
        except (EditConflictError, EditionMovedError, PublishRefusedError, StoreUnavailableError):
            continue  # another writer was faster, or is taking too long
    raise AssertionError


def begin(folder: Path, number: int, told: int) -> Writer:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return Writer(child, reading)
    try:
        write(folder, number, writing, told)
    except BaseException as error:  # noqa: BLE001 - a child must never go on as its parent
        with (folder / "failed").open("a") as failed:
            failed.write(f"writer {number}: {type(error).__name__}: {error}\n")
        os.write(told, b"w" * BETWEEN_KILLS)  # so that nobody waits for what will not come
    finally:
        os._exit(1)


def kill(writer: Writer) -> None:
    os.kill(writer.pid, signal.SIGKILL)
    os.waitpid(writer.pid, 0)
    os.close(writer.began)


def main(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    (folder / "acknowledged").touch()
    (folder / "failed").touch()
    acknowledged, told = os.pipe()
    alive = [begin(folder, number, told) for number in range(WRITERS)]
    for number in range(WRITERS, WRITERS + kills):
        victim = alive.pop(chance.randrange(len(alive)))
        os.read(victim.began, 1)
        for _ in range(BETWEEN_KILLS):
            os.read(acknowledged, 1)
        time.sleep(chance.random() * LIFE)  # the random moment itself
        kill(victim)
        alive.append(begin(folder, number, told))
    for last in alive:
        kill(last)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
