import codecs
from hashlib import sha256

import pytest

from sidelight.adapters.extract.charset import decode
from sidelight.adapters.extract.page import extract
from sidelight.errors import NoArticleError
from sidelight.services.ports import Page

RUSSIAN = (
    "<p>Погибли 139 человек, сообщил в понедельник представитель следственного комитета. Число пострадавших растёт.</p>"
    * 5
)
FRENCH = "<p>Le séisme a tué neuf personnes à l’aube, près de la forêt.</p>"
MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-16"])
def test_the_header_names_the_encoding(encoding: str) -> None:
    assert decode(Page(body=RUSSIAN.encode(encoding), charset=encoding)).removeprefix("\ufeff") == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="{}">',
        "<META http-equiv=x content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_the_page_names_the_encoding(encoding: str, meta: str) -> None:
    html = meta.format(encoding) + RUSSIAN

    assert decode(Page(body=html.encode(encoding))) == html


@pytest.mark.parametrize("encoding", MARKS)
def test_the_first_bytes_go_before_what_anything_says(encoding: str) -> None:
    body = MARKS[encoding] + RUSSIAN.encode(encoding)

    assert decode(Page(body=body, charset="windows-1252")) == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_a_page_that_says_nothing_is_guessed(encoding: str) -> None:
    assert decode(Page(body=RUSSIAN.encode(encoding))) == RUSSIAN


def test_a_page_that_says_utf_8_and_is_not_is_guessed() -> None:
    assert decode(Page(body=RUSSIAN.encode("windows-1251"), charset="utf-8")) == RUSSIAN


def test_a_page_whose_header_cannot_be_true_is_read_as_it_says_itself() -> None:
    html = '<meta charset="windows-1252"><p>“We ran,” he said.'

    assert decode(Page(body=html.encode("cp1252"), charset="utf-8")) == html


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("l1", "cp1252"),
        ("ansi_x3.4-1968", "cp1252"),
        ("x-cp1251", "cp1251"),
        ("iso-8859-8-i", "iso-8859-8"),
        ("gb_2312-80", "gb18030"),
    ],
)
def test_names_are_read_as_browsers_read_them(name: str, codec: str) -> None:
    text = {"cp1252": FRENCH, "cp1251": RUSSIAN, "iso-8859-8": "<p>תשעה בני אדם", "gb18030": "<p>九人死亡"}[codec]

    assert decode(Page(body=text.encode(codec), charset=name)) == text


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode(Page(body=FRENCH.encode("cp1252"), charset="ISO-8859-1")) == FRENCH


@pytest.mark.parametrize("charset", ["", "nonsense", "base64", "rot13", "idna", "utf-7\0", "x" * 5000, "punycode"])
def test_names_that_are_no_text_encoding_are_passed_over(charset: str) -> None:
    assert decode(Page(body=RUSSIAN.encode(), charset=charset)) == RUSSIAN


def test_a_few_bad_bytes_become_replacement_characters() -> None:
    body = RUSSIAN.encode() + b"\xff<p>End"

    assert decode(Page(body=body, charset="utf-8")) == RUSSIAN + "\ufffd<p>End"


def test_what_no_text_may_hold_is_replaced() -> None:
    assert decode(Page(body="\ufeff<p>One\x00two\ud800")) == "<p>One\ufffdtwo\ufffd"


def test_noise_is_read_without_a_crash() -> None:
    noise = b"".join(sha256(str(n).encode()).digest() for n in range(10_000))

    try:
        article = extract(Page(body=noise))
    except NoArticleError:
        return

    article.text.encode("utf-8")
