"""The words of the extension: every key that is used is there in both languages, and no other."""

import json
import re

import pytest
from playwright.sync_api import Page
from tests.extension.conftest import EXTENSION, LOCALES, words_of

from sidelight.web.demo import LANGUAGES

ROOT = EXTENSION.parent
CATALOGUES = {language: words_of(language)["messages"] for language in LANGUAGES}
#: Plural forms of whole numbers; the last is for fractions, which browsers may ask for.
CATEGORIES = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
PLURAL = re.compile(r"_(?:one|few|many|other)$")
LITERAL = re.compile(r"""["'`]([a-z][a-z0-9]*(?:_[a-z0-9]+)*)["'`]""")
BEGUN = re.compile(r"`([a-z][a-z0-9_]*_)\$\{")
CALLED = re.compile(r'\b(?:words|counted|known)\(\s*"([^"]+)"')
CHOSEN = re.compile(r'\b(?:words|counted|known)\([^"()`,]*\?\s*"([^"]+)"\s*:\s*"([^"]+)"')
MARKED = re.compile(r'data-(?:words|label)="([^"]+)"')
IN_MANIFEST = re.compile(r"__MSG_(\w+)__")


def base(key: str) -> str:
    return PLURAL.sub("", key)


def sources() -> dict[str, str]:
    web = ROOT / "server" / "sidelight" / "web"
    own = [path for path in EXTENSION.rglob("*") if path.suffix in {".js", ".html"} or path.name == "manifest.json"]
    paths = [*own, web / "static" / "demo.js", web / "templates" / "demo.html"]
    return {str(path): path.read_text(encoding="utf-8") for path in paths}


SOURCES = sources()
ALL = "\n".join(SOURCES.values())
#: Keys that are asked for by their whole name.
CHOICES = {key for pair in CHOSEN.findall(ALL) for key in pair}
ASKED = {*CALLED.findall(ALL), *CHOICES, *MARKED.findall(ALL), *IN_MANIFEST.findall(ALL)}
#: Beginnings of keys that are put together.
FAMILIES = tuple(sorted(set(BEGUN.findall(ALL))))
DEFINED = {language: {base(key) for key in messages} for language, messages in CATALOGUES.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_used_is_defined(language: str) -> None:
    assert len(ASKED) > 100
    assert ASKED - DEFINED[language] == set()


#: Families whose members the code itself lists; a finding, a partial code or a problem may be one of a newer server.
MEMBERS = {
    "kind_": {"figure", "comparison", "label", "background"},
    "kinds_": {"figure", "comparison", "label", "background"},
    "history_": {"listed", "removed", "also"},
    "report_": {"does_not_fit", "out_of_date", "wrong"},
    "reason_": {"changed", "hidden", "twice", "not_found"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_a_family_that_the_code_lists_is_defined(language: str) -> None:
    assert set(MEMBERS) <= set(FAMILIES)
    assert {family + name for family, names in MEMBERS.items() for name in names} - DEFINED[language] == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_defined_is_used(language: str) -> None:
    named = set(LITERAL.findall(ALL)) | ASKED

    assert {key for key in DEFINED[language] - named if not key.startswith(FAMILIES)} == set()


def test_both_languages_have_the_same_keys() -> None:
    assert DEFINED["en"] == DEFINED["ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_exactly_the_forms_of_the_language(language: str) -> None:
    forms: dict[str, set[str]] = {}
    for key in CATALOGUES[language]:
        if PLURAL.search(key):
            forms.setdefault(base(key), set()).add(key.rpartition("_")[2])

    assert {key: found for key, found in forms.items() if found != CATEGORIES[language]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_are_those_of_the_browser(scripts: Page, language: str) -> None:
    found = scripts.evaluate("language => new Intl.PluralRules(language).resolvedOptions().pluralCategories", language)

    assert set(found) == CATEGORIES[language]


def test_both_languages_fill_in_the_same_parts() -> None:
    parts = {
        language: {
            key: set(re.findall(r"\$(\d)", message["message"]))
            for key, message in messages.items()
            if not PLURAL.search(key) or key.endswith("_other")
        }
        for language, messages in CATALOGUES.items()
    }

    assert parts["en"] == parts["ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_have_the_form_that_browsers_read(language: str) -> None:
    text = (LOCALES / language / "messages.json").read_text(encoding="utf-8")
    pairs = json.loads(text, object_pairs_hook=list)

    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys))
    for key, message in CATALOGUES[language].items():
        assert re.fullmatch(r"\w+", key)
        assert message["message"].strip() == message["message"] != ""


def test_russian_words_are_russian_and_english_ones_are_not() -> None:
    cyrillic = re.compile(r"[а-яё]", re.IGNORECASE)
    wordless = {key for key, message in CATALOGUES["en"].items() if not re.search(r"[A-Za-z]{2}", message["message"])}
    names = {"list_title", "manifest_name"}

    assert [key for key, message in CATALOGUES["en"].items() if cyrillic.search(message["message"])] == []
    assert [
        key
        for key, message in CATALOGUES["ru"].items()
        if not cyrillic.search(message["message"]) and key not in wordless | names
    ] == []


COUNTED = [
    ("en", 1, "1 note on this page"),
    ("en", 2, "2 notes on this page"),
    ("en", 1200, "1,200 notes on this page"),
    ("ru", 1, "1 пояснение на этой странице"),
    ("ru", 3, "3 пояснения на этой странице"),
    ("ru", 5, "5 пояснений на этой странице"),
    ("ru", 11, "11 пояснений на этой странице"),
    ("ru", 21, "21 пояснение на этой странице"),
    ("ru", 1200, "1200 пояснений на этой странице"),
    ("ru", 12000, "12\u00a0000 пояснений на этой странице"),
]


@pytest.mark.parametrize(("language", "count", "told"), COUNTED)
def test_numbers_take_the_form_of_the_language(scripts: Page, language: str, count: int, told: str) -> None:
    scripts.evaluate("words => Sidelight.setMessages(words)", words_of(language))

    found = scripts.evaluate("count => Sidelight.counted('list_count', count)", count)

    scripts.evaluate("words => Sidelight.setMessages(words)", words_of("en"))
    assert found == told


def test_a_key_without_words_stands_for_itself_and_dollars_stay(scripts: Page) -> None:
    told = scripts.evaluate("""() => [
      Sidelight.words("no_such_key"), Sidelight.known("no_such_key"),
      Sidelight.words("quote_outer", "costs $2"), Sidelight.findingInWords("figure", "some-new-finding"),
    ]""")

    assert told == ["no_such_key", None, "“costs $2”", "some new finding"]
