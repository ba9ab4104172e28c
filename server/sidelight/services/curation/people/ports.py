"""What keeps passwords from being guessed: few tries, and hashes that are slow to make."""

from typing import Protocol


class TryLimit(Protocol):
    """Counts tries: `adapters/accounts/tries.py`."""

    def take(self, key: str, *, times: int = 1) -> bool:
        """Take one of the tries of a key, such as `name:anna`; tells whether there was one left.

        It has so many `times` the tries that an address has.
        """
        ...


class Passwords(Protocol):
    """Hashes passwords, slowly: `adapters/accounts/passwords.py`."""

    def hash_password(self, password: str) -> str:
        """Hash a password with a new salt."""
        ...

    def password_fits(self, password_hash: str, password: str) -> bool:
        """Tell whether a hash was made of that password."""
        ...

    def is_outdated(self, password_hash: str) -> bool:
        """Tell whether a hash would be made otherwise today."""
        ...
