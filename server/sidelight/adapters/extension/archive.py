"""The extension as one archive per browser, ready for its store: the same bytes for the same files, on any machine."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

from sidelight.errors import ConfigError

Browser = Literal["chromium", "firefox"]
BROWSERS: Final[tuple[Browser, ...]] = get_args(Browser)
MANIFEST: Final = "manifest.json"
#: The earliest day that an archive can name; the files' own would make each archive another.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o644 << 16


def manifest_for(browser: Browser, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of the shared manifest what only the other browser reads, and its store would warn of.

    Example:
        >>> manifest_for("firefox", {"background": {"service_worker": "/b.js", "scripts": ["/b.js"]}})
        {'background': {'scripts': ['/b.js']}}
    """
    other_keys, other_background = {
        "chromium": ("browser_specific_settings", "scripts"),
        "firefox": ("minimum_chrome_version", "service_worker"),
    }[browser]
    kept = {key: value for key, value in manifest.items() if key != other_keys}
    background = {key: value for key, value in manifest["background"].items() if key != other_background}
    return {**kept, "background": background}


def write_archive(extension: Path, browser: Browser, folder: Path) -> Path:
    """Write `sidelight-BROWSER-VERSION.zip` into the folder, which is made if it is not there.

    Raises:
        ConfigError: The extension's files are not there, or the archive would become one of them.
        OSError: The archive could not be written.
    """
    try:
        manifest = json.loads((extension / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"the extension's files are not in {str(extension)!r}"
        raise ConfigError(msg, remedy="Install Sidelight anew, or run it from a whole checkout.") from error
    if folder.resolve().is_relative_to(extension.resolve()):
        msg = f"{str(folder)!r} is inside the extension itself"
        raise ConfigError(msg, remedy="Choose another folder with --to.")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"sidelight-{browser}-{manifest['version']}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(each for each in extension.rglob("*") if each.is_file()):
            name = file.relative_to(extension).as_posix()
            content = file.read_bytes()
            if name == MANIFEST:
                content = json.dumps(manifest_for(browser, manifest), ensure_ascii=False, indent=2).encode() + b"\n"
            member = zipfile.ZipInfo(name, _STAMP)
            member.external_attr = _PLAIN_FILE
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return path
