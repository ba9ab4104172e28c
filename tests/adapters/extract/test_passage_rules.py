import json
import runpy
from pathlib import Path

from sidelight.adapters.extract.roles import RULES

ROOT = Path(__file__).resolve().parents[3]
COPY = ROOT / "extension" / "content" / "read" / "passage-rules.js"


def test_the_extensions_rules_are_the_servers() -> None:
    generate = runpy.run_path(str(ROOT / "tests" / "extension" / "generate_passage_rules.py"))["generated"]

    assert COPY.read_text(encoding="utf-8") == generate(), "run python tests/extension/generate_passage_rules.py"


def test_the_copy_is_one_constant_of_plain_data() -> None:
    text = COPY.read_text(encoding="utf-8")

    _, _, value = text.partition("var SIDELIGHT_PASSAGE_RULES = ")

    assert json.loads(value.rstrip().removesuffix(";")) == RULES


def test_the_word_lists_are_sorted_and_without_repeats() -> None:
    lists = {
        name: words for name, words in RULES.items() if name.endswith(("_tags", "_words")) and isinstance(words, list)
    }

    untidy = [name for name, words in lists.items() if len(words) != len(set(words)) or words != sorted(words)]

    assert not untidy
