"""Rule: passwords and secrets as they are kept."""

import secrets
from functools import lru_cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scheduler.errors import N_, invalid

LEAST = 12
_TOO_SHORT = N_(
    "The password needs at least 12 characters. A few words after one another are easy to remember."
)
# argon2id, 64 MiB: each takes about 0.2 s, so never within a transaction.
_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The password's hash, slow to make. No rules of composition. Raises: InvalidInput (`password`) when too short."""
    if len(password) < LEAST:
        raise invalid("password", _TOO_SHORT)
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Slow, and as slow where there is no account or no password: time tells nobody whether an address exists."""
    try:
        return _HASHER.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))


def secret() -> str:
    return secrets.token_urlsafe(24)


def digest(text: str) -> str:
    """How a secret of ours is kept: it is long and random, so a plain hash will do."""
    return sha256(text.encode()).hexdigest()
