"""The files of a pack's folder, opened so that no name in it can lead elsewhere, block or fill the memory."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sidelight.errors import PackError

_SUFFIXES = (".yaml", ".yml")
# Not on every system: without them the checks before and after opening still hold.
_CAUTIOUS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLimits:
    """How much one pack may hold: `bytes` and `entries` in all its files together, and so many `files`."""

    bytes: int = 10_000_000
    entries: int = 50_000
    files: int = 1_000


DEFAULT_LIMITS = PackLimits()


class FileRefusedError(Exception):
    """One file is not read; the message says why and what to do."""


def yaml_names(folder: Path) -> Iterator[str]:
    """List the YAML files that stand directly in a folder, hidden ones aside."""
    with os.scandir(folder) as listing:
        for item in listing:
            if not item.name.startswith(".") and item.name.lower().endswith(_SUFFIXES):
                yield item.name


class PackFiles:
    """The YAML files that stand directly in a folder; together they may not be over the limits."""

    def __init__(self, folder: Path, limits: PackLimits) -> None:
        """List the folder.

        Raises:
            PackError: There is no such folder, or it holds too many files.
        """
        self.limits = limits
        self.left = limits.bytes
        try:
            self.root = folder.resolve(strict=True)
            found = list(self._names())
        except (OSError, RuntimeError) as error:
            msg = f"{str(folder)!r} cannot be read as a pack's folder: {_reason(error)}"
            raise PackError(msg, remedy="Give the folder that holds the pack's pack.yaml.") from None
        self.names = tuple(sorted(found))

    def _names(self) -> Iterator[str]:
        for count, name in enumerate(yaml_names(self.root), 1):
            if count > self.limits.files:
                msg = f"the folder {str(self.root)!r} holds more than {self.limits.files:,} YAML files"
                raise PackError(msg, remedy="Put several entries of one topic into one file.")
            yield name

    def read(self, name: str) -> str:
        """Read one file as text; bytes that are not UTF-8 become lone surrogates, which the parser refuses by line.

        Raises:
            FileRefusedError: It is no ordinary file inside the folder.
            PackError: With this file the pack is over its limit of bytes.
        """
        data = self._bytes(name)
        if len(data) > self.left:
            msg = f"the pack is larger than {self.limits.bytes:,} bytes (at {shown_name(name)})"
            raise PackError(msg, remedy="Split it into several packs, each in a folder of its own.")
        self.left -= len(data)
        return data.decode("utf-8-sig", "surrogateescape")

    def _bytes(self, name: str) -> bytes:
        try:
            path = (self.root / name).resolve(strict=True)
            if not path.is_relative_to(self.root):
                msg = "is a link that leads out of the pack's folder: put the file itself there"
                raise FileRefusedError(msg)
            return self._ordinary_bytes(os.open(path, _CAUTIOUS))
        except (OSError, RuntimeError, ValueError) as error:
            msg = f"cannot be opened: {_reason(error)}: correct or remove it"
            raise FileRefusedError(msg) from None

    def _ordinary_bytes(self, descriptor: int) -> bytes:
        try:
            # Asked of the open file, not of its name: a pipe or device put there meanwhile would be read for ever.
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                msg = "is no ordinary file: remove it from the pack's folder"
                raise FileRefusedError(msg)
            with open(descriptor, "rb", closefd=False) as file:
                return file.read(self.left + 1)
        finally:
            os.close(descriptor)


def shown_name(name: str) -> str:
    """Write a file name so that it can be printed, whatever bytes it holds."""
    return name if name.isprintable() else ascii(name)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "the links in it lead in a circle"
