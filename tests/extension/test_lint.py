"""What the stores would say: Mozilla's linter over the folder as it is."""

import json
from pathlib import Path

from tests.extension.nodejs import run_node

ROOT = Path(__file__).resolve().parents[2]


def test_the_linter_has_no_errors_and_the_one_warning_of_a_shared_manifest() -> None:
    done = run_node(
        "web-ext/bin/web-ext.js", "lint", "--source-dir", "extension", "--no-config-discovery", "-o", "json", cwd=ROOT
    )

    found = json.loads(done.stdout)
    assert (found["errors"], found["notices"]) == ([], [])
    assert [one["code"] for one in found["warnings"]] == ["BACKGROUND_SERVICE_WORKER_IGNORED"]
