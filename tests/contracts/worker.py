"""One worker process of a server: the real app on the loopback; run as a program by `test_workers_agree.py`.

Usage: worker.py [deaf]. It prints its port once it listens, and stops when its standard input ends. A deaf one hears no
NOTIFY, as behind a pooler that drops it: only time passes while it waits.
"""

import os
import sys
import threading
import time

import waitress

from sidelight.adapters.store.editions import SqlEditions
from sidelight.bootstrap import build
from sidelight.config import read_config
from sidelight.web.app import create_app


def _deaf(_: SqlEditions, seconds: float) -> None:
    time.sleep(seconds)


def main() -> None:
    if sys.argv[1:] == ["deaf"]:
        SqlEditions.wait = _deaf  # type: ignore[assignment, method-assign]  # what a dropped NOTIFY comes to
    config = read_config(os.environ)
    app = create_app(build(config), config)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=_stop_with_input, daemon=True).start()
    print(server.effective_port, flush=True)  # noqa: T201 - what this program is asked for
    server.run()


def _stop_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
