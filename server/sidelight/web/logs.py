"""Logs as JSON lines on standard error: what happened to which route, never addresses, query values or texts.

Everything under the logger `sidelight` goes the same way, with the id of the request it belongs to. Failures that
nobody expected are told by the kind of error and the places in the code, because a message may quote what was sent.
"""

import logging
import sys
import traceback
from pathlib import PurePath
from typing import Any, TextIO, cast

import structlog

_ROOT = "sidelight"
#: Places of the code that are named for one failure, the innermost ones.
_PLACES = 12
_SHARED: tuple[Any, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the moment, not to what it was at the start."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _stream: TextIO) -> None:
        return


def configure(level: str) -> None:
    """Send the log lines of Sidelight from that level up to standard error; a second call changes the level only."""
    root = logging.getLogger(_ROOT)
    root.setLevel(level.upper())
    if any(isinstance(handler, _ToStandardError) for handler in root.handlers):
        return
    handler = _ToStandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root.addHandler(handler)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Make a logger that takes values beside its message."""
    return cast(
        "structlog.stdlib.BoundLogger",
        structlog.wrap_logger(
            logging.getLogger(name),
            processors=[
                structlog.stdlib.filter_by_level,
                *_SHARED,
                structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
            ],
            wrapper_class=structlog.stdlib.BoundLogger,
        ),
    )


def places_of(error: BaseException) -> list[str]:
    """List where an error passed through the code, innermost last, without anything it says."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
