"""Every error Sidelight raises on purpose: `remedy` says what to do next, `code` is stable, `whose` names who can act.

SidelightError                   code, detail, remedy, whose
├── ConfigError                  a setting is missing or wrong                 operator
├── RequestInvalidError          the caller's request contradicts the contract caller
├── PackError                    a pack file cannot be read as a pack          caller
├── EntryError
│   ├── EntryNotFoundError       no entry of that id                           caller
│   ├── EntryInvalidError        an entry breaks its contract: problems        caller
│   └── PhraseError              a phrase is not in the phrase language        caller
├── EditionNotFoundError         no edition of that number                     caller
├── PackNotFoundError            no pack of that id                            caller
├── SpanError                    a span outside its text                       us
├── FetchError
│   ├── AddressBlockedError      the guard refused the address                 caller
│   ├── AddressInvalidError      not a URL that can be fetched                 caller
│   ├── HostRefusedError         this server does not fetch from that host     caller
│   ├── RobotsDisallowedError    the site's robots.txt asks not to be fetched  caller
│   ├── FetchFailedError         no connection, broken reply                   caller
│   ├── FetchTimeoutError        the deadline passed                           caller
│   ├── FetchStatusError         the site answered with an error status        caller
│   ├── FetchRedirectError       in a circle, too often, from https to http    caller
│   ├── FetchTooLargeError       over the cap on bytes or headers              caller
│   ├── UnsupportedContentError  neither HTML nor plain text                   caller
│   ├── SiteNotAskedError        others are being served, or it failed often   caller
│   └── EgressError              this server's own proxy failed                operator
├── ExtractError
│   ├── NoArticleError           HTML came, no article in it                   caller
│   ├── ExtractTimeoutError      the page took too long to read                caller
│   └── ExtractBusyError         others' pages are being read                  caller
├── CacheUnavailableError        the cache cannot be used                      operator
└── InboxError
    ├── InboxOffError            reports and requests are turned off           caller
    ├── InboxFullError           as many are kept as may be                    operator
    └── InboxUnavailableError    the file of reports cannot be used            operator
"""

from typing import ClassVar, Literal

Whose = Literal["caller", "operator", "us"]


class SidelightError(Exception):
    """An expected failure that can be explained to the person who can act on it."""

    code: ClassVar[str] = "error"
    whose: ClassVar[Whose] = "us"
    default_remedy: ClassVar[str] = "Report this as a bug, with what you did before it."

    def __init__(self, detail: str, *, remedy: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy or self.default_remedy


class ConfigError(SidelightError):
    """A setting is missing or wrong."""

    code = "config-invalid"
    whose = "operator"
    default_remedy = "Correct the setting and start again; `sidelight doctor` lists all settings."


class RequestInvalidError(SidelightError):
    """A request that contradicts the API's contract; `fields` maps each wrong field to its messages."""

    code = "request-invalid"
    whose = "caller"
    default_remedy = "Correct the fields named here; the contract is at /docs."

    def __init__(self, detail: str, *, fields: dict[str, list[str]] | None = None, remedy: str | None = None) -> None:
        super().__init__(detail, remedy=remedy)
        self.fields = fields or {}


class PackError(SidelightError):
    """A pack or one of its files cannot be read as a pack at all."""

    code = "pack-invalid"
    whose = "caller"
    default_remedy = "Correct the file named here, then run `sidelight entries check` on the folder."


class EntryError(SidelightError):
    """Something is wrong with one entry."""

    code = "entry-error"
    whose = "caller"
    default_remedy = "Correct the entry, then run `sidelight entries check`."


class EntryNotFoundError(EntryError):
    """No entry has that id."""

    code = "entry-not-found"
    default_remedy = "Look the id up with `sidelight entries list` or at /v1/entries."


class EntryInvalidError(EntryError):
    """An entry breaks the data contract; `problems` lists every (place, message)."""

    code = "entry-invalid"

    def __init__(self, detail: str, *, problems: tuple[tuple[str, str], ...] = (), remedy: str | None = None) -> None:
        super().__init__(detail, remedy=remedy)
        self.problems = problems


class PhraseError(EntryError):
    """A phrase is not in the phrase language; `column` counts from 1."""

    code = "phrase-invalid"
    default_remedy = "Rewrite the phrase at that column; the grammar is in server/README.md."

    def __init__(self, detail: str, *, phrase: str, column: int, remedy: str | None = None) -> None:
        super().__init__(f"{detail} (column {column} of {phrase!r})", remedy=remedy)
        self.phrase = phrase
        self.column = column


class EditionNotFoundError(SidelightError):
    """No edition has that number."""

    code = "edition-not-found"
    whose = "caller"
    default_remedy = "List the editions at /v1/editions."


class PackNotFoundError(SidelightError):
    """No pack has that id."""

    code = "pack-not-found"
    whose = "caller"
    default_remedy = "The packs in use are named in /v1/editions."


class SpanError(SidelightError):
    """A span reaches outside its text or is turned round."""

    code = "span-invalid"


class FetchError(SidelightError):
    """A page could not be fetched."""

    code = "fetch-failed"
    whose: ClassVar[Whose] = "caller"
    default_remedy = "Check the address in a browser, or send the page's text instead of its address."


class AddressBlockedError(FetchError):
    """The guard refused to connect; the message never repeats the address it resolved to."""

    code = "address-blocked"
    default_remedy = "Only public web addresses are fetched; send the page's text instead of its address."


class AddressInvalidError(FetchError):
    """The given string is not a URL that Sidelight fetches."""

    code = "address-invalid"
    default_remedy = "Give a full http:// or https:// address without user name or password."


class HostRefusedError(FetchError):
    """This server does not fetch from that host."""

    code = "host-refused"
    default_remedy = "Send the page's text instead of its address, or ask whoever runs this server."


class RobotsDisallowedError(FetchError):
    """The site's robots.txt asks Sidelight not to fetch the page, or cannot be read."""

    code = "robots-disallowed"
    default_remedy = "Send the page's text instead of its address."


class FetchFailedError(FetchError):
    """The site could not be reached or broke off."""

    code = "fetch-failed-network"


class FetchTimeoutError(FetchError):
    """The deadline for the whole fetch passed."""

    code = "fetch-timed-out"
    default_remedy = "Try again later, or send the page's text instead of its address."


class FetchStatusError(FetchError):
    """The site answered, but not with the page; `status` is what it said."""

    code = "fetch-status"

    def __init__(self, detail: str, *, status: int, remedy: str | None = None) -> None:
        super().__init__(detail, remedy=remedy)
        self.status = status


class FetchRedirectError(FetchError):
    """The site redirects in a circle, too often, or from https to http."""

    code = "fetch-redirect"
    default_remedy = "Give the address at which the browser ends up, or send the page's text."


class FetchTooLargeError(FetchError):
    """The page is over a cap (bytes or headers)."""

    code = "fetch-too-large"
    default_remedy = "Send the article's text instead of its address."


class UnsupportedContentError(FetchError):
    """The address holds something that is neither HTML nor plain text."""

    code = "content-unsupported"
    default_remedy = "Give the address of an HTML page or a plain text file."


class SiteNotAskedError(FetchError):
    """The site is not asked now: others are being served, or it failed several times in a row."""

    code = "site-not-asked"
    default_remedy = "Try again in a minute, or send the page's text instead of its address."


class EgressError(FetchError):
    """The proxy through which this server fetches failed."""

    code = "egress-failed"
    whose = "operator"
    default_remedy = "Check the proxy named in SIDELIGHT_FETCH_PROXY; no page can be fetched without it."


class ExtractError(SidelightError):
    """A page came, but its text could not be read."""

    code = "extract-failed"
    whose = "caller"
    default_remedy = "Send the article's text or passages instead of the page."


class NoArticleError(ExtractError):
    """The page holds no readable text."""

    code = "no-article"


class ExtractTimeoutError(ExtractError):
    """Reading the page took longer or more memory than allowed."""

    code = "extract-timed-out"


class ExtractBusyError(ExtractError):
    """The page was not looked at: the processes that read pages were busy with others for too long."""

    code = "extract-busy"
    default_remedy = "Try again in a minute, or send the article's text or passages instead of the page."


class CacheUnavailableError(SidelightError):
    """The cache folder cannot be used safely."""

    code = "cache-unavailable"
    whose = "operator"
    default_remedy = "Make the cache folder yours alone (mode 0700), or set SIDELIGHT_CACHE_URL=null://."


class InboxError(SidelightError):
    """A report or a request could not be kept."""

    code = "inbox-failed"
    whose: ClassVar[Whose] = "operator"
    default_remedy = "Try again later; nothing was kept."


class InboxOffError(InboxError):
    """This server takes no reports and requests."""

    code = "inbox-off"
    whose = "caller"
    default_remedy = "Write to whoever runs this server, or choose another server."


class InboxFullError(InboxError):
    """As many reports or requests are kept as may be."""

    code = "inbox-full"
    default_remedy = "Try again when curators have read what is there; nothing was kept."


class InboxUnavailableError(InboxError):
    """The file of reports and requests cannot be used."""

    code = "inbox-unavailable"
    default_remedy = "Make the data folder writable and the disk free; nothing was kept."
