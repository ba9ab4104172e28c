"""Writes a pack as a folder of YAML files that `read_pack` reads back equal."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from sidelight.adapters.packs.files import DEFAULT_LIMITS, PackLimits, yaml_names
from sidelight.adapters.packs.folder import CUES_FILE, PACK_FILE
from sidelight.adapters.packs.yaml_text import to_yaml
from sidelight.core.entry import Entry, Pack
from sidelight.errors import PackError
from sidelight.shapes.entries import entry_to
from sidelight.shapes.packs import pack_to

#: How entries are shared out among files: a file for each, or by their kind, or by their first tag, or all in one.
Sharing = Literal["entry", "kind", "tag", "one"]
SHARINGS: tuple[Sharing, ...] = get_args(Sharing)
#: The file of all entries, of those without a tag, and of an entry whose own file would have the name of a pack's.
ENTRIES_FILE = "entries.yaml"

# What need not be written, since it is what is read where nothing stands: beside a key that tells what it is about.
_UNSAID: tuple[tuple[str, str, object], ...] = (
    ("kind", "revision", 1),
    ("kind", "status", "published"),
    ("any", "near", "article"),
    ("all", "near", "article"),
    ("as_of", "standing", "main"),
    ("text", "language", "en"),
)
# What need not be written if it is the same as the value of the other key.
_SAME = (("as_of", "published"), ("began", "ended"))
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_CHARACTERS = 60


def write_pack(
    pack: Pack, folder: Path, *, sharing: Sharing = "one", force: bool = False, limits: PackLimits = DEFAULT_LIMITS
) -> tuple[Path, ...]:
    """Write a pack's files and give their paths; in one file the entries keep their order, else files are read by name.

    Args:
        pack: What to write; texts and numbers are as in the contract, which `entry_from` has checked.
        folder: Where to; it is made if it is not there.
        sharing: How entries are shared out among files.
        force: Replace the YAML files of a folder that holds a pack of that id.
        limits: What may be read back.

    Raises:
        PackError: The folder holds other files, cannot be written, or the pack would be too large to be read.
    """
    written = {name: text.encode() for name, text in pack_files(pack, sharing=sharing).items()}
    _refuse_too_much(pack, written, limits)
    try:
        there = tuple(yaml_names(folder)) if folder.exists() else ()
        _refuse_overwriting(pack, folder, there, force=force)
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder, written, there)
    except OSError as error:
        msg = f"{str(folder)!r} cannot be written: {error.strerror or error}"
        raise PackError(msg, remedy="Give a folder that you may write to.") from None
    return tuple(folder / name for name in written)


def pack_files(pack: Pack, *, sharing: Sharing = "one") -> dict[str, str]:
    """Give what a pack's files hold, by their names."""
    files = {PACK_FILE: to_yaml(pack_to(pack))}
    if pack.cues:
        sets = {name: {code: list(many) for code, many in phrases.items()} for name, phrases in pack.cues.items()}
        files[CUES_FILE] = to_yaml(sets, phrases=True)
    topics: dict[str, list[dict[str, Any]]] = {}
    for entry in pack.entries:
        topics.setdefault(_topic(entry, sharing), []).append(_written(entry_to(entry)))
    return files | {name: to_yaml(topics[name]) for name in sorted(topics)}


def _written(value: Any) -> Any:
    """Leave out what goes without saying, at any depth."""
    if isinstance(value, list):
        return [_written(item) for item in value]
    if not isinstance(value, dict):
        return value
    unsaid = {key for beside, key, usual in _UNSAID if beside in value and value.get(key) == usual}
    unsaid |= {key for first, key in _SAME if first in value and value.get(key) == value[first]}
    return {key: _written(inner) for key, inner in value.items() if key not in unsaid}


def _topic(entry: Entry, sharing: Sharing) -> str:
    by = {"entry": entry.id, "kind": entry.kind, "tag": next(iter(entry.tags), ""), "one": ""}[sharing]
    slug = _NO_SLUG.sub("-", by.lower()).strip("-")
    name = f"{slug if sharing == 'entry' else slug[:_SLUG_CHARACTERS]}.yaml"
    return ENTRIES_FILE if not slug or name in (PACK_FILE, CUES_FILE) else name


def _refuse_too_much(pack: Pack, written: Mapping[str, bytes], limits: PackLimits) -> None:
    size = sum(map(len, written.values()))
    if size > limits.bytes:
        msg = f"the pack {pack.id!r} takes {size:,} bytes, and {limits.bytes:,} can be read back"
        raise PackError(msg, remedy="Move some of its entries to another pack, or keep a backup instead.")
    if len(pack.entries) > limits.entries or len(written) > limits.files:
        msg = f"the pack {pack.id!r} has {len(pack.entries):,} entries in {len(written):,} files; "
        msg += f"{limits.entries:,} entries in {limits.files:,} files can be read back"
        raise PackError(
            msg, remedy="Write it with --files tag, kind or one, or move some of its entries to another pack."
        )


def _refuse_overwriting(pack: Pack, folder: Path, there: Iterable[str], *, force: bool) -> None:
    names = sorted(there)
    if not names:
        return
    if not force:
        msg = f"the folder {str(folder)!r} already holds {names[0]}"
        raise PackError(msg, remedy="Give an empty folder, or --force to replace the pack in it.")
    if not re.search(rf"(?m)^id: *[\"']?{re.escape(pack.id)}[\"']? *(?:#|$)", _head_of(folder)):
        msg = f"the folder {str(folder)!r} holds YAML files that are not of the pack {pack.id!r}"
        raise PackError(msg, remedy="Give an empty folder: --force replaces a pack by itself only.")


def _head_of(folder: Path) -> str:
    head = folder / PACK_FILE
    return head.read_text(encoding="utf-8", errors="replace") if head.is_file() else ""


def _replace(folder: Path, written: Mapping[str, bytes], there: Iterable[str]) -> None:
    """Write all files beside the old ones first, so that a full disk leaves the old ones as they are."""
    drafts = {name: folder / f".{name}.new" for name in written}
    try:
        for name, draft in drafts.items():
            with draft.open("wb") as file:
                file.write(written[name])
                os.fsync(file.fileno())
        for name, draft in drafts.items():
            draft.replace(folder / name)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    for name in set(there) - written.keys():
        (folder / name).unlink()
