"""Rule: what makes two spellings one name."""

from __future__ import annotations


def name_key(name: str) -> str:
    """Case, blanks and hyphens do not count."""
    return " ".join(name.casefold().replace("-", " ").split())
