"""The sources that a table of records cites: those of the entry, and new ones by their address."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Source
from sidelight.core.text.slugs import free_id, slug_of
from sidelight.services.imports.days import iso, why_not
from sidelight.services.imports.json_ld import address
from sidelight.services.imports.record_cells import Wrong, shown


class Sources:
    """The sources of an entry, which grow while a table is read."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._by_id = {source.id: source for source in sources}

    @property
    def all(self) -> tuple[Source, ...]:
        """All sources, the entry's own first."""
        return tuple(self._by_id.values())

    def of(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        """Give the ids of the sources that a line cites; an address that is new becomes a source.

        Raises:
            Wrong: There is no such source, or the address is none.
        """
        wrong: list[tuple[str, str]] = []
        ids = cells.get("source", "").replace(",", " ").replace(";", " ").replace("|", " ").split()
        for name in ids:
            if name not in self._by_id:
                told = f"there is no source {shown(name)} in this entry: write its id, or its address as source_url"
                wrong.append(("source", told))
        url = self._address(cells, wrong)
        published = self._day(cells, wrong)
        if wrong:
            raise Wrong(wrong)
        if url is not None:
            ids.append(self._at(url, cells, published))
        return tuple(dict.fromkeys(ids))

    def _address(self, cells: Mapping[str, str], wrong: list[tuple[str, str]]) -> str | None:
        cell = cells.get("source_url")
        if cell is None:
            return None
        url = address(cell)
        if url is None:
            told = f"{shown(cell)} is not a web address: write the full address, beginning with https://"
            wrong.append(("source_url", told))
        return url

    def _day(self, cells: Mapping[str, str], wrong: list[tuple[str, str]]) -> PartialDate | None:
        cell = cells.get("source_published", "")
        try:
            return PartialDate.parse(iso(cell)) if cell else None
        except ValueError:
            wrong.append(("source_published", f"{shown(cell)} {why_not(cell)}"))
            return None

    def _at(self, url: str, cells: Mapping[str, str], published: PartialDate | None) -> str:
        """Find the source of that address, or add it; title and publisher fall back on the site's name."""
        for source in self._by_id.values():
            if source.url == url:
                return source.id
        site = (urlsplit(url).hostname or "").removeprefix("www.")
        day = f"-{published}" if published else ""
        name = free_id(f"{slug_of(site.rpartition('.')[0] or site) or 'source'}{day}", self._by_id.__contains__)
        self._by_id[name] = Source(
            id=name,
            title=cells.get("source_title", site),
            publisher=cells.get("source_publisher", site),
            url=url,
            published=published,
        )
        return name
