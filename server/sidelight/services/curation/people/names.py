"""Which names a curator may have, what an API token may be, and whom an address stands for."""

import ipaddress
import re
import unicodedata
from typing import Final

from sidelight.services.curation.errors import CannotError
from sidelight.services.curation.values import SYSTEM, Curator, Role, known_as, lesser

#: Longest name of a curator, and longest title of a token, in characters.
NAME_CHARACTERS, TITLE_CHARACTERS = 60, 100
#: Longest life of a token that has an end, in days.
MOST_DAYS: Final = 3_650
_NAME: Final = re.compile(rf"[^\W_][\w.@-]{{0,{NAME_CHARACTERS - 1}}}")
#: What breaks a line or turns the direction in which the rest of it is read. The marks that writing from right to left
#: itself needs are not among them.
_TURNS_THE_LINE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
#: A caller with an address of version 6 commands at least so long a network of them.
_NETWORK_BITS: Final = 64


def written_name(name: str) -> str:
    """Write a name the same way on every keyboard."""
    return unicodedata.normalize("NFC", name.strip())


def checked_name(name: str) -> str:
    """Write a new curator's name as it is kept.

    Raises:
        CannotError: It cannot be one.
    """
    name = written_name(name)
    if not _NAME.fullmatch(name) or known_as(name) == SYSTEM:
        msg = f"{name[:NAME_CHARACTERS]!r} cannot be a curator's name"
        remedy = f"Use letters, digits and . _ - @, at most {NAME_CHARACTERS} in all; {SYSTEM} itself has no password."
        raise CannotError(msg, remedy=remedy)
    return name


def check_token(owner: Curator, title: str, role: Role, *, days: int | None) -> None:
    """See that a token may be made.

    Raises:
        CannotError: The title or the days will not do, or the owner's own role is less than that.
    """
    title = title.strip()
    if not 0 < len(title) <= TITLE_CHARACTERS:
        msg = f"the title has {len(title)} characters"
        raise CannotError(msg, remedy=f"Say in 1 to {TITLE_CHARACTERS} characters what the token is for.")
    if found := _TURNS_THE_LINE.search(title):
        msg = f"the title holds the character U+{ord(found[0]):04X}, which changes how the line around it is read"
        raise CannotError(msg, remedy="Remove it: a title is one line, without control characters.")
    if days is not None and not 0 < days <= MOST_DAYS:
        msg = f"{days} days cannot be the life of a token"
        raise CannotError(msg, remedy=f"Give 1 to {MOST_DAYS} days, or none for a token without end.")
    if lesser(owner.role, role) != role:
        msg = f"{owner.name} is {owner.role}, which is less than {role}"
        raise CannotError(msg, remedy="Choose a role that the curator has.")


def network(address: str) -> str:
    """Name what one caller is sure to command: the address, or in version 6 the network around it.

    Example:
        >>> network("203.0.113.7"), network("2001:db8:1:1::7"), network("::ffff:203.0.113.7")
        ('203.0.113.7', '2001:db8:1:1::/64', '203.0.113.7')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:NAME_CHARACTERS]
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, _NETWORK_BITS), strict=False))
    return str(found)
