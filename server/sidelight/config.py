"""All settings in one table, read from the environment once.

Whoever needs a setting is handed it by `bootstrap`; nothing else reads the environment. A setting that is wrong stops
the start with its name, its value and what to write instead; one that is empty counts as not given.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from environs import Env, EnvError, ValidationError, validate

from sidelight.errors import ConfigError

PREFIX = "SIDELIGHT_"
#: How like a known name an unknown one must be to be taken for a slip of the pen.
_SLIP = 0.9
#: Longest piece of a wrong value that a message repeats.
_SHOWN_CHARACTERS = 80
#: A password in a URL, behind the user's name.
_PASSWORD = re.compile(r"(//[^/:@\s]*):[^/\s]*@")
_LOG_LEVELS = ("debug", "info", "warning", "error")
_CACHES = ("disk://", "null://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting, checked; `SETTINGS` says what each one means."""

    data_dir: Path
    host: str
    port: int
    trusted_hosts: tuple[str, ...]
    contact: str | None
    pack: Path | None
    log_level: str
    cache_url: str
    cache_bytes: int
    page_cache_seconds: int
    page_fresh_seconds: int
    reply_cache_seconds: int
    fetch: bool
    fetch_deadline_seconds: float
    fetch_bytes: int
    fetch_redirects: int
    fetch_allow: tuple[str, ...]
    fetch_hosts: tuple[str, ...]
    fetch_deny: tuple[str, ...]
    fetch_own_sites: tuple[str, ...]
    fetch_proxy: str | None
    fetch_delay_seconds: float
    fetch_rest_seconds: float
    fetch_failure_seconds: int
    fetch_at_once: int
    extract_seconds: float
    extract_bytes: int
    extract_workers: int
    request_bytes: int
    text_characters: int
    passages: int
    inbox: bool
    inbox_kept: int
    database_url: str | None
    edition_poll_seconds: float
    second_person: bool
    session_hours: int
    login_tries: int
    corpus_kept: int
    corpus_density: float
    https: bool
    proxies: int
    secret: str | None


@dataclass(frozen=True, slots=True)
class Type:
    """How a setting is written: `name` for the reader, `read` the method of environs, `wanted` the remedy."""

    name: str
    read: str
    wanted: str
    check: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table; `default` is written as in the environment, and `None` means "not set"."""

    name: str
    type: Type
    default: str | None
    help: str

    @property
    def field(self) -> str:
        """Name the setting's field in `Config`."""
        return self.name.removeprefix(PREFIX).lower()

    def shown(self, config: Config) -> str:
        """Write the value in use as it would stand in the environment."""
        value = getattr(config, self.field)
        if isinstance(value, bool):
            return "on" if value else "off"
        if isinstance(value, tuple):
            return ",".join(value)
        return "" if value is None else self.masked(f"{value:g}" if isinstance(value, float) else str(value))

    def masked(self, text: str) -> str:
        """Leave out of a value what nobody else should read."""
        return "(hidden)" if self.type is _SECRET else _PASSWORD.sub(r"\1:(hidden)@", text)


def _whole(least: int, most: int) -> Type:
    return Type("whole number", "int", f"a whole number from {least} to {most}", validate.Range(least, most))


def _seconds(least: float, most: float, name: str = "seconds") -> Type:
    return Type(name, "float", f"{name} from {least:g} to {most:g}", validate.Range(least, most))


def _one_of(words: tuple[str, ...]) -> Type:
    return Type(" | ".join(words), "word", f"one of {', '.join(words)}", validate.OneOf(words))


_CONTACT = Type(
    "text", "str", "an address or URL in ASCII letters", validate.Regexp(r"[!-~]+(?: [!-~]+)*\Z"),
)  # fmt: skip
_FOLDER = Type("folder", "folder", "the path of a folder")
_SWITCH = Type("on | off", "bool", "on or off")
_LIST = Type("list", "words", "names with commas between them")
_PROXY = Type(
    "URL",
    "str",
    "a URL of a proxy, such as http://egress.example:4750",
    validate.Regexp(r"(?:https?|socks5h?)://[!-.0-?A-~]+(?::\d+)?/?\Z"),
)
_DATABASE = Type(
    "URL", "str", "sqlite:////full/path or postgresql://user@host/name",
    validate.Regexp(r"(?:sqlite:///|postgresql(?:\+psycopg)?://)\S+\Z"),
)  # fmt: skip
_SECRET = Type("text", "str", "32 characters or more, made by chance", validate.Length(min=32))
_HOST = Type(
    "address", "str", "an address of this machine, such as 127.0.0.1 or 0.0.0.0, without a port",
    validate.Regexp(r"[\w.-]+\Z|[0-9A-Fa-f:]*::?[0-9A-Fa-f:]*(%\w+)?\Z"),
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    Setting("SIDELIGHT_DATA_DIR", _FOLDER, None, "Where Sidelight keeps its files; the user's data folder if not set."),
    Setting("SIDELIGHT_HOST", _HOST, "127.0.0.1", "The address that `sidelight serve` listens on."),
    Setting("SIDELIGHT_PORT", _whole(0, 65_535), "8400", "The port it listens on; 0 takes any that is free."),
    Setting(
        "SIDELIGHT_TRUSTED_HOSTS", _LIST, "localhost,127.0.0.1,[::1]",
        "The host names by which requests may address this server; add its public name behind a proxy.",
    ),
    Setting("SIDELIGHT_CONTACT", _CONTACT, None, "An address or URL that sites find in the requests of the fetcher."),
    Setting("SIDELIGHT_PACK", _FOLDER, None, "A pack's folder to use instead of the starter pack."),
    Setting("SIDELIGHT_LOG_LEVEL", _one_of(_LOG_LEVELS), "info", "The least that is logged."),
    Setting("SIDELIGHT_CACHE_URL", _one_of(_CACHES), "disk://", "Cache in the data folder, or not at all."),
    Setting("SIDELIGHT_CACHE_BYTES", _whole(1_000_000, 10**12), "256000000", "Most bytes of cache on disk."),
    Setting("SIDELIGHT_PAGE_CACHE_SECONDS", _whole(0, 3_600), "3600", "How long a fetched page is kept."),
    Setting(
        "SIDELIGHT_PAGE_FRESH_SECONDS", _whole(0, 3_600), "600",
        "How long a kept page is given before it is fetched anew; later it helps out while its site is asked or fails.",
    ),
    Setting("SIDELIGHT_REPLY_CACHE_SECONDS", _whole(0, 86_400), "3600", "How long a reply about such a page is kept."),
    Setting("SIDELIGHT_FETCH", _SWITCH, "on", "Whether pages are fetched at all; off, callers send text."),
    Setting("SIDELIGHT_FETCH_DEADLINE_SECONDS", _seconds(0.1, 120), "8", "Longest fetch, redirects included."),
    Setting("SIDELIGHT_FETCH_BYTES", _whole(1_000, 10**9), "5000000", "Largest page that is fetched, unpacked."),
    Setting("SIDELIGHT_FETCH_REDIRECTS", _whole(0, 20), "5", "Most redirects that are followed."),
    Setting(
        "SIDELIGHT_FETCH_ALLOW", _LIST, None,
        "Networks (10.0.0.0/8) and addresses with a port (127.0.0.1:8080) that may be fetched "
        "beside public addresses on ports 80 and 443.",
    ),
    Setting("SIDELIGHT_FETCH_HOSTS", _LIST, None, "If set, only these hosts and their subdomains are fetched from."),
    Setting("SIDELIGHT_FETCH_DENY", _LIST, None, "Hosts that are never fetched from, nor their subdomains."),
    Setting(
        "SIDELIGHT_FETCH_OWN_SITES", _LIST, None,
        "A newsroom's own hosts, with subdomains; for them robots.txt is not asked.",
    ),
    Setting(
        "SIDELIGHT_FETCH_PROXY", _PROXY, None,
        "A proxy through which all pages are fetched, and which then must refuse private addresses; "
        "proxies of the environment are never used.",
    ),
    Setting("SIDELIGHT_FETCH_DELAY_SECONDS", _seconds(0, 60), "0.25", "Pause between two pages of one site."),
    Setting(
        "SIDELIGHT_FETCH_REST_SECONDS", _seconds(0, 3_600), "60",
        "How long a site is not asked that failed three times in a row.",
    ),
    Setting(
        "SIDELIGHT_FETCH_FAILURE_SECONDS", _whole(0, 3_600), "60",
        "How long it is remembered that a page could not be had; ten times that if it is gone or is no page.",
    ),
    Setting("SIDELIGHT_FETCH_AT_ONCE", _whole(1, 1_000), "24", "Most requests of a process that wait for pages."),
    Setting("SIDELIGHT_EXTRACT_SECONDS", _seconds(0.1, 120), "5", "Longest time for reading one page."),
    Setting("SIDELIGHT_EXTRACT_BYTES", _whole(10**8, 10**12), "1073741824", "Most memory for reading one page."),
    Setting("SIDELIGHT_EXTRACT_WORKERS", _whole(1, 64), "1", "Processes that read pages."),
    Setting("SIDELIGHT_REQUEST_BYTES", _whole(1_000, 10**9), "5000000", "Largest request that is accepted."),
    Setting("SIDELIGHT_TEXT_CHARACTERS", _whole(1_000, 10**8), "500000", "Longest text that is annotated."),
    Setting("SIDELIGHT_PASSAGES", _whole(1, 10**6), "5000", "Most passages that a caller may send."),
    Setting("SIDELIGHT_INBOX", _SWITCH, "on", "Whether readers may send reports and requests for context."),
    Setting("SIDELIGHT_INBOX_KEPT", _whole(1, 10**6), "10000", "Most reports, and most requests, kept at a time."),
    Setting("SIDELIGHT_DATABASE_URL", _DATABASE, None, "Where entries are kept; if not set, in the data folder."),
    Setting("SIDELIGHT_EDITION_POLL_SECONDS", _seconds(0.1, 60), "1", "How often a new edition is looked for."),
    Setting("SIDELIGHT_SECOND_PERSON", _SWITCH, "off", "Whether nobody may publish what they wrote themselves."),
    Setting("SIDELIGHT_SESSION_HOURS", _whole(1, 720), "12", "Hours after which a curator must log in again."),
    Setting("SIDELIGHT_LOGIN_TRIES", _whole(1, 1_000), "5", "Tries to log in a minute per address; tenfold per name."),
    Setting("SIDELIGHT_CORPUS_KEPT", _whole(1, 10**6), "5000", "Most articles that the corpus keeps."),
    Setting(
        "SIDELIGHT_CORPUS_DENSITY", _seconds(0, 1_000, "annotations"), "0.5",
        "Annotations of one entry per article of the corpus, above which publishing it warns.",
    ),
    Setting("SIDELIGHT_HTTPS", _SWITCH, "off", "Whether browsers come by https only; cookies then insist on it."),
    Setting("SIDELIGHT_PROXIES", _whole(0, 10), "0", "Proxies in front whose X-Forwarded-For and -Proto are believed."),
    Setting(
        "SIDELIGHT_SECRET", _SECRET, None,
        "What sessions and cached addresses are keyed with, the same on all machines; if not set, in the data folder.",
    ),
)  # fmt: skip


_PACKAGE = Path(__file__).parent


def extension_folder() -> Path:
    """Find the browser extension: packaged with the server, else in the checkout the server runs from."""
    packaged = _PACKAGE / "extension"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "extension"


class _Given(Env):
    """Reads from the mapping it is given; environs on its own would look at the process's environment."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__()
        self.given = given
        self.add_parser("folder", lambda text: Path(text).expanduser().absolute())
        self.add_parser("words", lambda text: tuple(word.strip() for word in text.split(",") if word.strip()))
        self.add_parser("word", str.lower)

    def _get_value(self, env_key: str, default: Any) -> Any:
        return self.given.get(env_key, default)


def read_config(environ: Mapping[str, str]) -> Config:
    """Read and check every setting.

    Raises:
        ConfigError: A value is wrong, or a name is probably misspelt; one message tells all of them.

    Example:
        >>> read_config({"SIDELIGHT_PORT": "9000", "SIDELIGHT_FETCH": "off"}).port
        9000
    """
    given = {name: value.strip() for name, value in environ.items() if name.startswith(PREFIX) and value.strip()}
    env = _Given({setting.name: setting.default for setting in SETTINGS if setting.default is not None} | given)
    problems = _misspelt(given)
    values: dict[str, Any] = {"data_dir": None}
    for setting in SETTINGS:
        try:
            values[setting.field] = _read(env, setting)
        except (EnvError, ValidationError, RuntimeError):
            problems.append(
                (f"{setting.name} is {_shown(setting.masked(given[setting.name]))}", f"set it to {setting.type.wanted}")
            )
    if problems:
        what = "; ".join(f"{wrong}: {remedy}" for wrong, remedy in problems)
        raise ConfigError(what, remedy="Correct it and start again; `sidelight doctor` lists all settings.")
    values["data_dir"] = values["data_dir"] or platformdirs.user_data_path("sidelight", appauthor=False)
    return Config(**values)


def _read(env: _Given, setting: Setting) -> object:
    if setting.name not in env.given:
        return () if setting.type is _LIST else None
    value = getattr(env, setting.type.read)(setting.name)
    if setting.type.check is not None:
        setting.type.check(value)
    return value


def _misspelt(given: Mapping[str, str]) -> list[tuple[str, str]]:
    known = [setting.name for setting in SETTINGS]
    problems = []
    for name in sorted(set(given) - set(known)):
        near = difflib.get_close_matches(name[:_SHOWN_CHARACTERS], known, n=1, cutoff=_SLIP)
        if near:
            problems.append((f"{_shown(name)} is no setting", f"did you mean {near[0]}?"))
    return problems


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…")
