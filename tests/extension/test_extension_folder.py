"""The extension's folder as a browser loads it: few permissions, one list of files, no way for markup."""

import json
import re
import struct
from pathlib import Path

import pytest

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
MANIFEST = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
FILES = json.loads((EXTENSION / "content" / "files.json").read_text(encoding="utf-8"))
SCRIPTS = sorted(EXTENSION.rglob("*.js"))
NAMES_THE_BROWSER = {"content/bridge.js", "shared/browser.js"}


def name_of(path: Path) -> str:
    return path.relative_to(EXTENSION).as_posix()


def code_of(path: Path) -> str:
    """A script without its comment lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith(("//", "*", "/*")))


def test_only_what_is_needed_is_asked_for() -> None:
    asked = {
        key: MANIFEST.get(key)
        for key in (
            "permissions",
            "host_permissions",
            "optional_host_permissions",
            "content_scripts",
            "web_accessible_resources",
            "incognito",
        )
    }

    assert asked == {
        "permissions": ["activeTab", "contextMenus", "scripting", "storage"],
        "host_permissions": ["http://127.0.0.1/*"],
        "optional_host_permissions": ["https://*/*", "http://*/*"],
        "content_scripts": None,
        "web_accessible_resources": None,
        "incognito": "not_allowed",
    }


@pytest.mark.parametrize("permission", ["contextMenus", "scripting", "storage"])
def test_every_permission_is_used(permission: str) -> None:
    assert [path for path in SCRIPTS if f"api.{permission}." in code_of(path)]


def test_pages_load_only_our_own_files_and_talk_only_by_https_or_to_this_computer() -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in MANIFEST["content_security_policy"]["extension_pages"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert {policy[kind] for kind in ("script-src", "style-src", "img-src")} == {"'self'"}
    assert policy["connect-src"].split() == ["'self'", "https:", "http://127.0.0.1:*", "http://localhost:*"]


@pytest.mark.parametrize("path", sorted(EXTENSION.glob("*.html")), ids=name_of)
def test_pages_hold_no_script_and_no_words_of_their_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = re.sub(
        r"<title>Sidelight</title>|<h1>Sidelight</h1>|<p>Sidelight</p>|<option[^>]*lang=.*?</option>", "", text
    )

    assert re.findall(r"<script(?![^>]* src=)|\son\w+=|style=", text) == []
    assert re.findall(r">\s*([^<>\s][^<>]*)<", words.replace("<!doctype html>", "")) == []


def test_every_content_file_is_listed_once() -> None:
    listed = [*FILES["scripts"], *FILES["extension"], *FILES["styles"], "files.json"]

    loaded = [path for path in (EXTENSION / "content").rglob("*") if path.suffix in {".js", ".css", ".json"}]
    assert sorted(listed) == sorted(name_of(path)[8:] for path in loaded)


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_one_file_on_each_side_names_the_browsers_interface(path: Path) -> None:
    names = re.search(r"\bchrome\b|\bglobalThis\.browser\b", code_of(path)) is not None

    assert names == (name_of(path) in NAMES_THE_BROWSER)


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_no_script_makes_markup_or_code_of_text(path: Path) -> None:
    found = re.search(
        r"(?:inner|outer|set|insertAdjacent)HTML|document\.write|createContextualFragment|\beval\(|new Function",
        code_of(path),
    )

    assert found is None


@pytest.mark.parametrize("size", MANIFEST["icons"])
def test_icons_have_the_size_they_are_listed_with(size: str) -> None:
    head = (EXTENSION / MANIFEST["icons"][size].lstrip("/")).read_bytes()[:24]

    assert struct.unpack(">II", head[16:24]) == (int(size), int(size))


def test_the_version_is_the_servers() -> None:
    from sidelight import __version__

    assert MANIFEST["version"] == __version__
