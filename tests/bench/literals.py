"""The phrases that are nothing but words, as a pack of their own: what the others can be asked for too."""

from dataclasses import replace

from sidelight.core.article import Article, article_of_text
from sidelight.core.edition import Edition, make_edition
from sidelight.core.entry import Scope
from sidelight.core.kinds.payloads import Background
from sidelight.core.matching.matcher import Matcher
from sidelight.core.matching.mention import find_mentions
from sidelight.core.matching.scan import Scan
from sidelight.core.phrases.tree import stop_words


def literals_of(edition: Edition) -> list[str]:
    """Give every phrase of mere words once."""
    return list(dict.fromkeys(p for entry in edition.entries.values() for p in entry.phrases["en"] if _mere_words(p)))


def literal_edition(edition: Edition) -> Edition:
    """Keep of each entry its phrases of mere words, without scope."""
    (pack,) = edition.packs
    entries = []
    for entry in pack.entries:
        phrases = tuple(phrase for phrase in entry.phrases["en"] if _mere_words(phrase))
        if phrases:
            plain = replace(entry, kind="background", payload=Background(), scope=Scope(), phrases={"en": phrases})
            entries.append(plain)
    return make_edition([replace(pack, entries=tuple(entries), cues={})])


def literals_found(matcher: Matcher, article: Article) -> int:
    """Go from the text to (entry, start, end) of every mention, and count them."""
    scan = Scan(matcher, article_of_text(article.text, language="en"))
    found = [(mention.compiled.entry.id, scan.span(mention.place)) for mention in find_mentions(scan)]
    return sum(span is not None for _, span in found)


def _mere_words(phrase: str) -> bool:
    words = phrase.split()
    return all(map(str.isalpha, words)) and not all(word in stop_words("en") for word in words)
