"""Writes the extension's copy of the rules by which pages are cut into passages.

Run it after each change of `server/sidelight/adapters/extract/rules.json`:
`python tests/extension/generate_passage_rules.py`.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "server" / "sidelight" / "adapters" / "extract" / "rules.json"
COPY = ROOT / "extension" / "content" / "read" / "passage-rules.js"


def generated() -> str:
    """Return the whole text of the copy."""
    rules = json.loads(RULES.read_text(encoding="utf-8"))
    return (
        "// Generated from server/sidelight/adapters/extract/rules.json by tests/extension/generate_passage_rules.py;\n"
        "// change it there. How a page is cut into passages: the server reads pages by the same rules.\n"
        f"var SIDELIGHT_PASSAGE_RULES = {json.dumps(rules, ensure_ascii=False, indent=2)};\n"
    )


if __name__ == "__main__":
    COPY.write_text(generated(), encoding="utf-8")
