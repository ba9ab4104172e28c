"""Reading strangers' pages in child processes that can be killed, so that a page costs at most its own request.

A page may loop, eat memory or crash a parser written in C. Each is read in a worker process with a deadline and a
memory limit; a worker that breaks either is killed and replaced. Workers are forked from a small server process that
never has threads (`forkserver`; `spawn` where that is missing): forking the web server itself could copy a lock that
one of its threads holds.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self, TypeVar

from lxml.etree import ErrorTypes, XMLSyntaxError
from pebble import ProcessExpired, ProcessPool
from selectolax.lexbor import SelectolaxError

from sidelight.adapters.extract.page import extract
from sidelight.core.article import Article
from sidelight.errors import ExtractBusyError, ExtractError, ExtractTimeoutError, SidelightError
from sidelight.services.ports import Page

Read = TypeVar("Read")

#: How often a worker is replaced even if it behaves: memory that a parser loses does not add up for ever.
PAGES_PER_WORKER = 500
#: How long a page may wait for a free worker, in times of the deadline for reading one.
WAITING_DEADLINES = 4


class ExtractPool:
    """Reads pages in killable workers; safe to be shared by threads, and to be built before a server forks.

    Workers start with the first page, and anew in each process that a server forks.
    """

    def __init__(self, workers: int = 2, seconds: float = 5.0, memory_bytes: int = 1 << 30) -> None:
        """Remember the limits: `seconds` to read one page, `memory_bytes` of address space for each worker."""
        self._workers = workers
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._process: int | None = None

    def extract(self, page: Page) -> Article:
        """Read a page as `page.extract` does, within the limits.

        Raises:
            ExtractTimeoutError: It took longer or more memory than allowed, or broke its worker.
            ExtractBusyError: No worker was free for a while.
            NoArticleError: The page holds no readable text.
        """
        return self.read(extract, page)

    def read(self, task: Callable[[Page], Read], page: Page) -> Read:
        """Read something else of a page than its article; the task is a function of a module.

        Raises:
            ExtractTimeoutError: It took longer or more memory than allowed, or broke its worker.
            ExtractBusyError: No worker was free for a while.
            SidelightError: What the task itself raises.
        """
        pool = self._ready()
        try:
            return self._result(pool, task, page)
        except BrokenProcessPool:  # workers died with no page to read, as when the system runs out of memory
            self._discard(pool)
        try:
            return self._result(self._ready(), task, page)
        except BrokenProcessPool as error:
            msg = "the processes that read pages keep being killed"
            raise ExtractTimeoutError(msg) from error

    def _result(self, pool: ProcessPool, task: Callable[[Page], Read], page: Page) -> Read:
        future = self._scheduled(pool, task, page)
        try:
            return future.result(timeout=self._seconds * (1 + WAITING_DEADLINES))
        except FutureTimeoutError as error:
            if future.done() and not future.cancelled() and future.exception() is None:
                return future.result()  # it came at the last moment
            if not future.done():  # it waits for a worker, or waited until a moment ago: nothing is wrong with the page
                future.cancel()
                waited = self._seconds * (1 + WAITING_DEADLINES)
                msg = f"no worker was free soon enough: other pages were read first, and {waited:g} seconds are over"
                raise ExtractBusyError(msg) from error
            msg = f"the page was not read within {self._seconds:g} seconds"
            raise ExtractTimeoutError(msg) from error
        except ProcessExpired as error:
            msg = f"the page could not be read within {self._memory_bytes // 1_000_000} MB of memory"
            raise ExtractTimeoutError(msg) from error
        except CancelledError as error:
            msg = "the server was stopped while the page was read"
            raise ExtractError(msg) from error

    def _scheduled(self, pool: ProcessPool, task: Callable[[Page], Read], page: Page) -> Future[Read]:
        try:
            future: Future[Read] = pool.schedule(_read, args=(task, page), timeout=self._seconds)
        except RuntimeError as error:  # pebble's way to say that the pool is broken or was closed meanwhile
            msg = "the pool cannot take pages"
            raise BrokenProcessPool(msg) from error
        return future

    def close(self) -> None:
        """Kill the workers; the next page would start new ones."""
        pool = self._pool
        if pool is not None:
            self._discard(pool)

    def _discard(self, pool: ProcessPool) -> None:
        """Stop this pool, unless another thread has already put a new one in its place."""
        with self._lock:
            if self._pool is not pool:
                return
            self._pool = None
        if self._process == os.getpid():  # a pool inherited by a fork has its workers and threads elsewhere
            pool.stop()  # type: ignore[no-untyped-call]  # pebble does not annotate it
            pool.join()

    def __enter__(self) -> Self:
        """Start nothing yet: workers start with the first page."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Kill the workers."""
        self.close()

    def _ready(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or self._process != os.getpid():
                self._pool = self._new_pool()
                self._process = os.getpid()
            return self._pool

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=PAGES_PER_WORKER,
            initializer=_limit_memory,
            initargs=(self._memory_bytes,),
            context=_context(forked=self._process not in {None, os.getpid()}),
        )


def _read(task: Callable[[Page], Read], page: Page) -> Read:
    """Read a page in the worker; whatever goes wrong comes back as an error that can be sent to the parent.

    A worker without memory ends here: it gets back too little of it to be trusted with the next page.

    Raises:
        SidelightError: The page could not be read.
    """
    try:
        return task(page)
    except SidelightError:
        raise
    except Exception as error:  # noqa: BLE001 (parsers' own errors, some of which cannot be sent between processes)
        if _is_out_of_memory(error):
            os._exit(1)
        msg = f"the page could not be read: {type(error).__name__}"
        raise ExtractError(msg) from None


def _is_out_of_memory(error: Exception) -> bool:
    """Tell it in the ways of Python, of Lexbor (which fails at nothing else) and of libxml2."""
    if isinstance(error, MemoryError | SelectolaxError):
        return True
    return isinstance(error, XMLSyntaxError) and error.code == ErrorTypes.ERR_NO_MEMORY


def _context(*, forked: bool) -> BaseContext:
    """Choose how workers start; a fork of a process that has used its fork server cannot use that one again."""
    if forked or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # so that a killed worker is replaced within milliseconds
    return context


def _limit_memory(memory_bytes: int) -> None:
    """Bound the worker's address space, where the system knows such a bound."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    except (ImportError, ValueError, OSError):  # the deadline still holds
        return
