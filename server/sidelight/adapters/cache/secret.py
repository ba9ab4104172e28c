"""The secret of a data folder: made once, by whoever comes first, and readable by its owner alone."""

import os
import secrets
from pathlib import Path
from typing import Final

from sidelight.errors import ConfigError

#: Its file in the data folder, and how long it is.
SECRET_FILE: Final = "secret.key"  # noqa: S105 — the file's name
SECRET_BYTES: Final = 32


def read_secret(data_dir: Path) -> bytes:
    """Read the secret of this data folder, or make one that only its owner can read.

    Raises:
        ConfigError: The folder or the file cannot be used.
    """
    path = data_dir / SECRET_FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_bytes(SECRET_BYTES))
        secret = path.read_bytes()
    except OSError as error:
        msg = f"the data folder {str(data_dir)!r} cannot be used: {error.strerror}"
        remedy = "Set SIDELIGHT_DATA_DIR to a folder that you may write to."
        raise ConfigError(msg, remedy=remedy) from error
    if len(secret) != SECRET_BYTES:
        msg = f"{str(path)!r} holds {len(secret)} bytes, not {SECRET_BYTES}"
        raise ConfigError(msg, remedy="Delete the file; a new one is made, and cached pages are fetched again.")
    return secret


def _write_once(path: Path, content: bytes) -> None:
    """Write a private file whole, unless it is there: nobody ever sees half of it, and the first of several wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        path.hardlink_to(draft)  # which, unlike a rename, never replaces what another process has begun to use
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
