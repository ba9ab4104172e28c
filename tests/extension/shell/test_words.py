"""Words and settings that have to agree across files: catalogues, manifest, what administrators can set."""

import json
import re
from itertools import chain
from typing import Any

import pytest
from tests.extension.shell.loaded import EXTENSION, Loaded

LANGUAGES = ("en", "ru")
CATALOGUES: dict[str, dict[str, Any]] = {
    language: json.loads((EXTENSION / "_locales" / language / "messages.json").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
OWN = re.compile(r"(?:manifest|badge|menu|popup|welcome|options|problem)_[a-z_]+")
QUOTED = re.compile(r"\"(\w+)\"(?!:)|__MSG_(\w+?)__")
PLURAL = re.compile(r"_(?:one|few|many|other)$")
MANIFEST = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
SCHEMA = json.loads((EXTENSION / "managed_storage.json").read_text(encoding="utf-8"))
#: Keys that are put together where they are used: a problem's code, a choice's value.
MADE_UP = re.compile(
    r"problem_.*|welcome_mode_(?:passages|address)|options_kind_(?:figure|comparison|label|background)"
)


def sources() -> str:
    files = [*EXTENSION.rglob("*.js"), *EXTENSION.rglob("*.html"), EXTENSION / "manifest.json"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def own_keys(language: str) -> set[str]:
    return {PLURAL.sub("", key) for key in CATALOGUES[language] if OWN.fullmatch(key)}


def codes() -> set[str]:
    """The codes of all problems that the scripts name."""
    found = re.findall(r'code: "([a-z-]+)"|return "([a-z-]+)"|: "(other-page)"|refusal: "([a-z-]+)"', sources())
    return {code for code in chain.from_iterable(found) if code} - {"a"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_used_has_words(language: str) -> None:
    used = {key for pair in QUOTED.findall(sources()) for key in pair if OWN.fullmatch(key)}

    assert len(used) > 50
    assert used - own_keys(language) == set()


def test_every_key_that_has_words_is_used() -> None:
    text = sources()

    assert {key for key in own_keys("en") if key not in text and not MADE_UP.fullmatch(key)} == set()


def test_every_problem_has_words_and_a_remedy() -> None:
    keys = {f"problem_{code.replace('-', '_')}" for code in codes()} & {
        key.removesuffix("_remedy") for key in own_keys("en")
    }

    assert len(keys) >= 15
    for language in LANGUAGES:
        for key in keys:
            remedies = [
                text["message"] for name, text in CATALOGUES[language].items() if name.startswith(f"{key}_remedy")
            ]
            assert key in CATALOGUES[language]
            assert remedies
            assert all(remedy.endswith(".") for remedy in remedies)


def test_russian_has_every_key_with_the_same_places() -> None:
    def places(language: str, key: str) -> set[str]:
        texts = [text["message"] for name, text in CATALOGUES[language].items() if PLURAL.sub("", name) == key]
        return set(re.findall(r"\$\d", " ".join(texts)))

    assert own_keys("ru") == own_keys("en")
    assert [key for key in own_keys("en") if places("en", key) != places("ru", key)] == []


@pytest.mark.parametrize(("language", "forms"), [("en", {"one", "other"}), ("ru", {"one", "few", "many", "other"})])
def test_counted_words_have_all_forms_of_their_language(language: str, forms: set[str]) -> None:
    counted = {PLURAL.sub("", key) for key in CATALOGUES[language] if OWN.fullmatch(key) and PLURAL.search(key)}

    names = {key: [name for name in CATALOGUES[language] if PLURAL.sub("", name) == key] for key in counted}
    assert [key for key in counted if {name.rsplit("_", 1)[1] for name in names[key]} != forms] == []


def test_the_manifests_words_exist_in_both_languages() -> None:
    named = re.findall(r"__MSG_(\w+)__", json.dumps(MANIFEST))

    assert named
    assert all(CATALOGUES[language].keys() >= set(named) for language in LANGUAGES)


def test_a_store_can_show_the_description() -> None:
    assert all(len(CATALOGUES[language]["manifest_description"]["message"]) <= 132 for language in LANGUAGES)


def test_administrators_can_set_what_readers_can_and_never_consent(shell: Loaded) -> None:
    settings = shell.run("import('/shared/settings.js').then((it) => Object.keys(it.DEFAULTS))")

    assert set(SCHEMA["properties"]) == set(settings) - {"consent", "hiddenEntries"} | {"skipFirstRun"}
    assert MANIFEST["storage"]["managed_schema"] == "managed_storage.json"


@pytest.mark.parametrize("name", SCHEMA["properties"])
def test_a_rule_for_administrators_is_described(name: str) -> None:
    rule = SCHEMA["properties"][name]

    assert rule["title"]
    assert rule["description"].endswith(".")
    assert rule["type"] in {"string", "boolean", "array"}
    assert rule["type"] != "array" or rule["items"]["type"] == "string"
