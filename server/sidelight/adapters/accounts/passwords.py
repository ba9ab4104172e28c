"""Passwords as argon2id hashes, with the parameters that argon2-cffi recommends: 64 MiB and about a tenth of a second.

Whoever logs people in sees to it that only a few are hashed at a time, since that memory is taken for each.
"""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Hash a password with a new salt; the hash names its own parameters."""
    return _HASHER.hash(_written(password))


def password_fits(password_hash: str, password: str) -> bool:
    """Tell whether a hash was made of that password; a hash that cannot be read fits none."""
    try:
        return _HASHER.verify(password_hash, _written(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Tell whether a hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(password_hash)


def _written(password: str) -> bytes:
    """Write a password the same way on every keyboard and system."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
