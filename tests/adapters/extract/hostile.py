"""Pages made to break what reads them, and one article in many encodings with headers that lie."""

from collections.abc import Callable

_PROSE = "<p>Nine people died when a ferry sank off Port Ardel on Tuesday evening, the coast guard said.</p>"

#: Each is a page of up to five megabytes; where there is prose in it, it should be read.
SHAPES: dict[str, Callable[[], str]] = {
    "divisions nested deeper than any page": lambda: "<div>" * 100_000 + _PROSE,
    "formatting nested in paragraphs": lambda: "<b><p>" * 20_000 + _PROSE,
    "names that no element has, nested": lambda: "".join(f"<x{number}>" for number in range(50_000)) + _PROSE,
    "closed tags that were never opened between open ones": lambda: "<div></p></x>" * 50_000 + _PROSE,
    "nothing but angle brackets": lambda: "<" * 1_000_000 + _PROSE,
    "links that are never closed": lambda: "<a href=x>One " * 200_000 + _PROSE,
    "two megabytes in one attribute": lambda: f'<div class="{"support " * 250_000}">{_PROSE}</div>',
    "a hundred thousand attributes": lambda: "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{_PROSE}</div>",
    "a new class name on each element": lambda: "".join(f"<p class='c{n}-{'x' * 150}'>a" for n in range(20_000)),
    "a flood of comments that are never closed": lambda: "<!--" * 50_000 + "-->" + _PROSE,
    "a flood of closed comments": lambda: "<!-- a -->" * 200_000 + _PROSE,
    "marked sections": lambda: "<![" * 50_000 + ">" + _PROSE,
    "a flood of entities": lambda: f"<p>{'&nbsp;&amp;&#x1F600;&unknown;&#99999999;' * 50_000}</p>{_PROSE}",
    "one entity that never ends": lambda: f"<p>&{'a' * 1_000_000}</p>{_PROSE}",
    "nested tables": lambda: "<table><tr><td>" * 50_000 + _PROSE,
    "nested forms": lambda: "<form>" * 50_000 + "<div><form>" * 5_000 + _PROSE,
    "nested lists": lambda: "<ul><li>" * 50_000 + _PROSE,
    "nested articles": lambda: "<article>" * 700 + "<article><p>One</p></article>" * 20_000 + _PROSE,
    "five megabytes of paragraphs": lambda: _PROSE * 50_000,
    "headings with nothing under them": lambda: f"{_PROSE}{'<h2>One</h2><nav></nav>' * 50_000}",
    "a hundred thousand declarations": lambda: "<meta property='og:title' content='One'>" * 100_000 + _PROSE,
    "structured data nested deeply": lambda: f'<script type="application/ld+json">{"[" * 500_000}</script>{_PROSE}',
    "structured data of white space": lambda: f'<script type="application/ld+json">{" " * 900_000}]</script>{_PROSE}',
    "many structured data": lambda: '<script type="application/ld+json">{"@type": "A"}</script>' * 50_000 + _PROSE,
    "scripts that are never closed": lambda: f"{_PROSE}{'<script>' * 100_000}",
    "line breaks": lambda: f"{_PROSE}<p>{'<br>' * 500_000}</p>",
    "times that are no times": lambda: "<time datetime='9999-99-99'>" * 50_000 + _PROSE,
    "zeros": lambda: "\0" * 1_000_000 + _PROSE,
    "templates in templates": lambda: "<template>" * 50_000 + _PROSE,
    "drawings in drawings": lambda: "<svg><math>" * 50_000 + _PROSE,
    "selections and options": lambda: "<select><option>" * 100_000 + _PROSE,
}

_TEXTS = {
    "latin": "<p>Le séisme a tué neuf personnes à l’aube, près de la forêt, a dit la préfecture.</p>" * 4,
    "polish": "<p>Dziewięć osób zginęło, gdy prom zatonął niedaleko portu, podała straż przybrzeżna.</p>" * 4,
    "turkish": "<p>Sahil güvenlik, feribot battığında dokuz kişinin öldüğünü, kırk kişinin yaralandığını dedi.</p>" * 4,
    "greek": "<p>Εννέα άνθρωποι πέθαναν όταν βυθίστηκε το πλοίο, ανακοίνωσε το λιμενικό σώμα.</p>" * 4,
    "hebrew": "<p>תשעה בני אדם מתו כאשר מעבורת טבעה ליד הנמל, הודיע משמר החופים.</p>" * 4,
    "arabic": "<p>لقي تسعة أشخاص حتفهم عندما غرقت عبارة قرب الميناء، وفق خفر السواحل.</p>" * 4,
    "russian": "<p>Девять человек погибли, когда паром затонул у порта, сообщила береговая охрана.</p>" * 4,
    "japanese": "<p>港の沖でフェリーが沈没し、九人が死亡したと沿岸警備隊が発表した。</p>" * 4,
    "chinese": "<p>海岸警卫队说，渡轮在港口附近沉没，九人死亡，四十人受伤。</p>" * 4,
    "korean": "<p>해안경비대는 항구 앞바다에서 여객선이 침몰해 아홉 명이 숨졌다고 밝혔다.</p>" * 4,
    "thai": "<p>หน่วยยามฝั่งกล่าวว่ามีผู้เสียชีวิตเก้าคนเมื่อเรือข้ามฟากจมใกล้ท่าเรือ</p>" * 4,
}
ENCODINGS = (
    ("utf-8", "latin"), ("utf-8", "chinese"), ("utf-16", "greek"), ("windows-1252", "latin"), ("iso-8859-15", "latin"),
    ("iso-8859-2", "polish"), ("windows-1250", "polish"), ("windows-1254", "turkish"), ("windows-1253", "greek"),
    ("windows-1255", "hebrew"), ("windows-1256", "arabic"), ("windows-1251", "russian"), ("koi8-r", "russian"),
    ("shift_jis", "japanese"), ("euc-jp", "japanese"), ("gb18030", "chinese"), ("big5", "chinese"),
    ("euc-kr", "korean"), ("windows-874", "thai"),
)  # fmt: skip


def encoded(encoding: str, language: str) -> tuple[str, bytes]:
    """Give a page as text and in an encoding that it names itself; what the encoding lacks is written as entities."""
    html = f'<html><head><meta charset="{encoding}"><title>Ardel</title></head><body>{_TEXTS[language]}</body></html>'
    return html, html.encode("cp874" if encoding == "windows-874" else encoding, errors="xmlcharrefreplace")
