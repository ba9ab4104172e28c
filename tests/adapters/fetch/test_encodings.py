"""Pages in many encodings, as sites send them: named in the header, in the page, in neither, or wrongly."""

import pytest
from tests.adapters.fetch.build import fetcher, line
from tests.adapters.fetch.fault_server import fault_server, reply

from sidelight.adapters.extract.charset import decode

WORDS = {
    "utf-8": "Совет собрался во вторник — „naïve“ 東京",
    "utf-16": "Совет собрался во вторник — 東京",
    "windows-1251": "Совет собрался во вторник",
    "koi8-r": "Совет собрался во вторник",
    "iso-8859-5": "Совет собрался во вторник",
    "windows-1252": "L’été à Besançon coûte 5 €",
    "iso-8859-1": "L'été à Besançon",
    "iso-8859-2": "Zażółć gęślą jaźń",
    "windows-1250": "Příliš žluťoučký kůň",
    "windows-1253": "Καλημέρα κόσμε",
    "windows-1254": "Işık İstanbul'da",
    "windows-1255": "שלום עולם",
    "windows-1256": "مرحبا بالعالم",
    "shift_jis": "東京の市議会は火曜日に",
    "euc-jp": "東京の市議会は火曜日に",
    "euc-kr": "서울 시의회는 화요일에",
    "gb2312": "市议会星期二开会",
    "big5": "市議會星期二開會",
}
#: Encodings in which a page can name itself, since its own markup is ASCII.
NAMING_ITSELF = [name for name in WORDS if name != "utf-16"]


def read(body: bytes, content_type: str) -> str:
    with fault_server({"/": reply(body, headers=(f"Content-Type: {content_type}",))}) as site:
        return decode(fetcher(line(site.allowed)).fetch(site.url))


@pytest.mark.parametrize("name", WORDS)
def test_the_header_names_the_encoding(name: str) -> None:
    body = f"<html><title>{WORDS[name]}</title>".encode(name)

    assert WORDS[name] in read(body, f"text/html; charset={name}")


@pytest.mark.parametrize("name", NAMING_ITSELF)
def test_the_page_names_the_encoding(name: str) -> None:
    body = f'<html><head><meta charset="{name}"><title>{WORDS[name]}</title>'.encode(name)

    assert WORDS[name] in read(body, "text/html")


@pytest.mark.parametrize("lie", ["utf-8", "klingon", "utf-7", "idna", "x" * 200, "utf-8\x01", '"', "utf-8, koi8-r"])
@pytest.mark.parametrize("name", ["windows-1251", "shift_jis", "utf-8"])
def test_no_header_keeps_a_page_from_being_read(name: str, lie: str) -> None:
    body = f'<html><head><meta charset="{name}"><title>x</title><p>{WORDS[name]} {"The council met. " * 9}'.encode(name)

    text = read(body, f"text/html; charset={lie}")

    assert "The council met." in text
