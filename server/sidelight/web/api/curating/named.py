"""Names in paths: what cannot be a name is not looked up, so that nothing odd ever reaches the database.

Beside them stand the problems and path variables that calls about such things have in common.
"""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import ValidationError

from sidelight.errors import EntryNotFoundError, PackNotFoundError
from sidelight.services.curation.errors import NotKeptError
from sidelight.services.curation.people.names import NAME_CHARACTERS
from sidelight.shapes.curating.fields import LARGEST_KEPT_NUMBER
from sidelight.shapes.fields import Id
from sidelight.shapes.strict import shown

_ID: Final = Id()

PathValues = Mapping[str, Mapping[str, Any]]
ENTRY_ID: Final[PathValues] = {"entry_id": {"schema": {"type": "string"}, "example": "harbour-fire-death-toll"}}
PACK_ID: Final[PathValues] = {"pack_id": {"schema": {"type": "string"}, "example": "starter"}}
CURATOR: Final[PathValues] = {"name": {"schema": {"type": "string"}, "example": "anna"}}
NUMBER: Final[PathValues] = {
    "number": {"schema": {"type": "integer", "minimum": 0, "maximum": LARGEST_KEPT_NUMBER}, "example": 1}
}


def entry_named(entry_id: str) -> str:
    """Check that it can be an entry's id.

    Raises:
        EntryNotFoundError: It cannot, so there is no such entry.
    """
    if not _is_id(entry_id):
        msg = f"no entry has the id {shown(entry_id)}"
        raise EntryNotFoundError(msg)
    return entry_id


def pack_named(pack_id: str) -> str:
    """Check that it can be a pack's id.

    Raises:
        PackNotFoundError: It cannot, so there is no such pack.
    """
    if not _is_id(pack_id):
        msg = f"there is no pack {shown(pack_id)}"
        raise PackNotFoundError(msg)
    return pack_id


def curator_named(name: str) -> str:
    """Check that it can be a curator's name.

    Raises:
        NotKeptError: It cannot, so there is no such curator.
    """
    if not name.isprintable() or len(name) > NAME_CHARACTERS:
        msg = f"there is no curator {shown(name)}"
        raise NotKeptError(msg)
    return name


def _is_id(text: str) -> bool:
    try:
        return bool(_ID.deserialize(text))
    except ValidationError:
        return False
