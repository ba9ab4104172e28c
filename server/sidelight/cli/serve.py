"""`sidelight serve`: the server, for one machine."""

import errno
import os
import signal
from pathlib import Path
from typing import Any, NoReturn

import click
import waitress
from flask import Flask

from sidelight.bootstrap import Services, build
from sidelight.cli.inputs import pack_option
from sidelight.cli.telling.terminal import errors, examples, line
from sidelight.config import Config, read_config
from sidelight.errors import ConfigError
from sidelight.services.curation.errors import CurationOffError
from sidelight.web.app import create_app
from sidelight.web.logs import configure

#: Half-open connections are cheap here; fewer than this and 300 of them block everybody.
CONNECTIONS = 1000
#: Seconds after which a silent connection is closed.
SILENCE_SECONDS = 30
#: Requests up to so many times the largest reach the app, which refuses them in words; larger ones are cut off unread.
_HEARD_OUT = 4
#: Requests answered at once, beside those that fetch or wait for a page.
THREADS = 8
#: What listens on every address of the machine, with the address that people on it can open.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - recognised, so as to warn
_HOST_REMEDY = "Give --host 127.0.0.1 to be reached from this machine alone, or 0.0.0.0 to be reached from others too."


@click.command(
    short_help="Run the server: API, documentation and /demo.",
    epilog=examples("sidelight serve", "sidelight serve --port 0 --pack my-pack/"),
)
@click.option("--host", help="Address to listen on.  [default: SIDELIGHT_HOST, else 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port; 0 takes any that is free.  [default: SIDELIGHT_PORT, else 8400]",
)
@pack_option
def serve(host: str | None, port: int | None, packs: tuple[Path, ...]) -> None:
    """Run the server for this machine: the API, its documentation at /docs, and /demo.

    It listens on the loopback address unless told otherwise. Ctrl+C stops it.
    """
    config = _config(host, port)
    configure(config.log_level)
    services = build(config, pack_folders=packs or None)
    try:
        for ending in (signal.SIGINT, signal.SIGTERM):  # a script that starts it beside itself may have SIGINT ignored
            signal.signal(ending, _stop)
        server = listen(create_app(services, config), config)
        _announce(config, port_of(server), services)
        try:
            server.run()
        finally:
            server.close()
    finally:
        services.close()


def _config(host: str | None, port: int | None) -> Config:
    given = {name: str(value) for name, value in (("HOST", host), ("PORT", port)) if value is not None}
    return read_config({**os.environ, **{f"SIDELIGHT_{name}": value for name, value in given.items()}})


def listen(app: Flask, config: Config) -> Any:
    """Take the port and give the server, which is to be run.

    Raises:
        ConfigError: The address or the port cannot be had.
    """
    try:
        return waitress.create_server(
            app,
            host=config.host,
            port=config.port,
            threads=THREADS + config.fetch_at_once,
            connection_limit=CONNECTIONS,
            channel_timeout=SILENCE_SECONDS,
            max_request_body_size=_HEARD_OUT * config.request_bytes,
            clear_untrusted_proxy_headers=not config.proxies,  # the app reads them, if it is to believe any
            ident=None,
        )
    except OSError as error:
        raise ConfigError(_cannot_listen(error, config), remedy=_remedy(error)) from error
    except ValueError as error:
        msg = f"{config.host!r} is not an address of this machine"
        raise ConfigError(msg, remedy=_HOST_REMEDY) from error


def _cannot_listen(error: OSError, config: Config) -> str:
    reason = "it is in use" if error.errno == errno.EADDRINUSE else (error.strerror or str(error))
    return f"cannot listen on {_at(config.host, config.port)}: {reason}"


def _remedy(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "Choose another port with --port (0 takes any that is free), or stop the program that uses this one."
    if error.errno == errno.EADDRNOTAVAIL:
        return _HOST_REMEDY
    return "Choose another --port; those below 1024 are for the system's administrator."


def port_of(server: Any) -> int:
    """Find the port that was taken; a name with several addresses has several listeners."""
    port: int = server.effective_port if hasattr(server, "effective_port") else server.effective_listen[0][1]
    return port


def _announce(config: Config, port: int, services: Services) -> None:
    console = errors()
    address = f"http://{_at(_EVERYWHERE.get(config.host, config.host), port)}"
    edition = services.editions.current.edition
    line(
        console,
        (f"Sidelight is running at {address} with edition {edition.number} of {len(edition.entries)} entries.", "bold"),
    )
    line(console, f"  See it work:  {address}/demo\n  Read the API: {address}/docs\n  {_curate(address, services)}")
    line(console, "  Stop it:      Ctrl+C")
    if config.host in _EVERYWHERE:
        line(
            console,
            ("  Every machine that reaches this one may use it, under the names in SIDELIGHT_TRUSTED_HOSTS.", "yellow"),
        )


def _curate(address: str, services: Services) -> str:
    """Say how entries are edited here."""
    try:
        known = services.curating.accounts.curators()
    except CurationOffError:
        return "Curate:       not here, these packs are folders"
    first = "" if known else "  (first: sidelight curators add NAME --role admin)"
    return f"Curate:       {address}/console/{first}"


def _at(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _stop(*_: object) -> NoReturn:
    """Stop as Ctrl+C does: what is being answered has five seconds to finish, and the cache is closed."""
    raise KeyboardInterrupt
