r"""Read a phrase as curators write it, and refuse what is not in the language with the column and the remedy.

    phrase = alt ;  alt = seq { "|" seq } ;  seq = item { item }
    item   = word | "(" alt ")" | "[" alt "]" | "{" slot "}" | "..."

A word is letters, digits, apostrophes, inner hyphens and inner dots; `~` behind it means any inflected form; a
word in capitals is compared as written; `\` takes the meaning from the character behind it.
"""

import difflib
import re
import sys
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from sidelight.core.phrases.tree import (
    Choices,
    Gap,
    Maybe,
    Node,
    Sequence,
    SlotName,
    Word,
    WordForm,
    count_choices,
    gap_fault,
    weak_way,
)
from sidelight.core.text.words import Join, split_words
from sidelight.errors import PhraseError

#: The longest phrase, in characters.
MAX_CHARACTERS = 200
#: The most groups inside one another.
MAX_NESTING = 3
#: The most choices after expansion of the groups at the top level.
MAX_CHOICES = 64
#: Capitals that make a word compare exactly; a single one ("A", "I") does not.
MIN_CAPITALS = 2

_TOKEN = re.compile(
    r"(?P<gap>\.{2,}|…)|(?P<mark>[()\[\]|])|(?P<slot>\{[^{}]*\}?)"
    r"|(?P<word>(?:\\.|[^\s()\[\]{}|\\~….]|\.(?!\.))+)(?P<stem>~)?|(?P<stray>\S)",
    re.DOTALL,
)
_QUOTES = frozenset('"“”„‟«»‹›‘‚`')
_INNER = frozenset("'’-‐‑.")
_SIGNS = frozenset(("Mn", "Mc", "Me", "Cf"))
_PARTING = frozenset(",;:–—―−/&")
_CLOSERS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class _Token:
    sort: str
    text: str
    column: int
    stem: bool


def parse(source: str, slots: Collection[str], *, language: str = "en") -> Node:
    """Read a phrase into its tree; `slots` names the slots it may use.

    Raises:
        PhraseError: The phrase is not in the language; it tells the column and the remedy.

    Example:
        >>> parse("death toll ... {count}", {"count"}).items[-1]
        SlotName(name='count', column=16)
    """
    if not source.strip():
        raise _refusal(source, 1, "the phrase is empty", "Write the words by which an article may mention this.")
    if len(source) > MAX_CHARACTERS:
        detail = f"the phrase has {len(source)} characters, {MAX_CHARACTERS} at most"
        raise _refusal(source, MAX_CHARACTERS + 1, detail, "Cut it into several phrases.")
    parser = _Parser(source, slots)
    node = parser.alternatives(1)
    if parser.peek() is not None:
        raise parser.unexpected()
    _check(node, source, language)
    return node


def _refusal(source: str, column: int, detail: str, remedy: str) -> PhraseError:
    return PhraseError(detail, phrase=source, column=column, remedy=remedy)


def _check(node: Node, source: str, language: str) -> None:
    """Refuse what only the whole phrase shows."""
    choices = count_choices(node)
    if choices > MAX_CHOICES:
        detail = f"the phrase stands for {choices} choices, {MAX_CHOICES} at most"
        raise _refusal(source, 1, detail, "Cut it into several phrases with fewer ( | ) and [ ].")
    fault = gap_fault(node)
    if fault is not None:
        detail = {
            "first": "`...` stands first on a way through the phrase",
            "last": "`...` stands last on a way through the phrase",
            "doubled": "two `...` meet on a way through the phrase",
        }[fault.where]
        raise _refusal(source, fault.column, detail, "Put a word or a slot that is always there beside the `...`.")
    way = weak_way(node, language)
    if way is not None:
        shown = " ".join(str(leaf) for leaf in way)
        detail = f"the way {shown!r} through the phrase has no word of its own" if way else "every word may be left out"
        remedy = "Add a word that is always there and says what is meant; stop words, `...` and numbers do not."
        raise _refusal(source, way[0].column if way else 1, detail, remedy)


def _in_capitals(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    return len(letters) >= MIN_CAPITALS and word.isupper()


class _Parser:
    """Recursive descent over the tokens of one phrase; the depth is bounded by `MAX_NESTING`."""

    def __init__(self, source: str, slots: Collection[str]) -> None:
        self.source = source
        self.slots = slots
        self.tokens = [
            _Token("word" if found["word"] else str(found.lastgroup), found[0], found.start() + 1, bool(found["stem"]))
            for found in _TOKEN.finditer(source)
        ]
        self.at = 0
        self.opened: list[_Token] = []

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def alternatives(self, column: int) -> Node:
        """Read `seq | seq`; `column` is where a sequence must begin, for the refusal of an empty one."""
        branches = [self.sequence(column)]
        while (token := self.peek()) is not None and token.text == "|" and token.sort == "mark":
            self.at += 1
            branches.append(self.sequence(token.column))
        return branches[0] if len(branches) == 1 else Choices(tuple(branches))

    def sequence(self, column: int) -> Node:
        items: list[Node] = []
        while (token := self.peek()) is not None and token.text not in {"|", ")", "]"}:
            self.at += 1
            items.extend(self.item(token))
        if not items:
            stray_closer = token is not None and token.text != "|" and not self.opened
            if stray_closer:
                raise self.unexpected()
            raise self.refuse(column, "a choice is empty", "Write words there, or use [ ] for what may be left out.")
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def item(self, token: _Token) -> list[Node]:
        if token.sort == "word":
            return list(self.words(token))
        if token.sort == "slot":
            return [self.slot(token)]
        if token.sort == "gap":
            if token.text not in {"...", "…"}:
                raise self.refuse(token.column, f"{token.text!r} is not `...`", "Write exactly three dots.")
            return [Gap(token.column)]
        if token.text in _CLOSERS:
            return [self.group(token)]
        raise self.stray(token)

    def group(self, opener: _Token) -> Node:
        self.opened.append(opener)
        if len(self.opened) > MAX_NESTING:
            detail = f"groups stand {len(self.opened)} deep, {MAX_NESTING} at most"
            raise self.refuse(opener.column, detail, "Write the inner choices as a phrase of their own.")
        node = self.alternatives(opener.column)
        closer = self.peek()
        if closer is None:
            remedy = f"Close it with `{_CLOSERS[opener.text]}`."
            raise self.refuse(opener.column, f"`{opener.text}` is never closed", remedy)
        if closer.text != _CLOSERS[opener.text]:
            raise self.unexpected()
        self.at += 1
        self.opened.pop()
        return node if opener.text == "(" else Maybe(node)

    def slot(self, token: _Token) -> SlotName:
        name = token.text.strip("{}").strip()
        if not token.text.endswith("}"):
            raise self.refuse(token.column, "`{` is never closed", "Close the slot with `}`.")
        if name not in self.slots:
            known = sorted(self.slots)
            near = difflib.get_close_matches(name, known, n=1)
            listed = ", ".join(f"{{{slot}}}" for slot in near or known)
            remedy = f"Use {listed} instead." if listed else "Phrases here have no slots: write words."
            raise self.refuse(token.column, f"there is no slot {{{name}}} here", remedy)
        return SlotName(name, token.column)

    def words(self, token: _Token) -> tuple[Word, ...]:
        """Cut a word as it is written into words as texts have them; a hyphen inside joins two."""
        after = self.peek()
        if token.stem and after is not None and after.sort == "word" and after.column == token.column + len(token.text):
            raise self.refuse(after.column - 1, "`~` stands inside a word", "Put `~` at the end of the word.")
        if token.text.isascii() and token.text.isalpha() and not token.text.isupper():
            # Most words: no need to cut them as a text is cut.
            return (Word(sys.intern(token.text.lower()), token.text, "plain", token.column),)
        words = split_words(self.plain(token))
        if not words.texts or Join.BREAK in words.joins[1:]:
            detail = f"{token.text!r} is not a word"
            raise self.refuse(token.column, detail, "Write letters and digits, with hyphens and dots only inside.")
        raws = [words.raw(index) for index in range(len(words))]
        capitals = _in_capitals("".join(raws))
        if capitals and token.stem:
            remedy = "Write it in small letters, or leave the `~` out."
            raise self.refuse(token.column, "a word in capitals is compared as written and has no other forms", remedy)
        forms: list[WordForm] = ["exact" if capitals and raw.lower() != raw else "plain" for raw in raws]
        if token.stem:
            forms[-1] = "stem"
        columns = [token.column + start for start in words.starts]
        return tuple(map(Word, map(sys.intern, words.texts), raws, forms, columns))

    def plain(self, token: _Token) -> str:
        """Take the escapes out of a word and refuse the characters that no word has."""
        written = token.text.removesuffix("~") if token.stem else token.text
        if written.isalnum():
            return written
        kept: list[str] = []
        column, escaped = token.column, False
        for character in written:
            if character == "\\" and not escaped:
                escaped = True
            else:
                kept.append(self.character(character, column, escaped=escaped))
                escaped = False
            column += 1
        lexeme = "".join(kept)
        if lexeme.startswith(("-", "‐", "‑")) or lexeme.endswith(("-", "‐", "‑")):
            raise self.refuse(token.column, f"the hyphen of {lexeme!r} joins nothing", "Leave it out, or use `...`.")
        return lexeme

    def character(self, character: str, column: int, *, escaped: bool) -> str:
        if character.isalnum() or character in _INNER or unicodedata.category(character) in _SIGNS:
            return character
        if escaped and character in _QUOTES | set("()[]{}"):
            return " "
        if character in _QUOTES:
            remedy = "Leave it out: quotation marks may stand between the words of an article anyway."
        elif character in _PARTING:
            remedy = "Write `...` where something other than white space may stand between two words."
        else:
            remedy = "Write words only; choices are ( | ), what may be left out is [ ], and `...` is up to ten words."
        raise self.refuse(column, f"{character!r} is never part of a word", remedy)

    def stray(self, token: _Token) -> PhraseError:
        if token.text == "~":
            remedy = "Put `~` right behind the word that may be inflected."
        elif token.text == "\\":
            remedy = "Write the character it should escape right behind it."
        else:
            remedy = "Leave it out, or open the slot with `{`."
        return self.refuse(token.column, f"`{token.text}` stands alone", remedy)

    def unexpected(self) -> PhraseError:
        token = self.tokens[self.at]
        if self.opened:
            opener = self.opened[-1]
            remedy = f"Write `{_CLOSERS[opener.text]}` to close the `{opener.text}` of column {opener.column} first."
        else:
            remedy = "Leave it out, or open the group before it."
        return self.refuse(token.column, f"`{token.text}` closes nothing", remedy)

    def refuse(self, column: int, detail: str, remedy: str) -> PhraseError:
        return _refusal(self.source, column, detail, remedy)
