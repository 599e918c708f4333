"""Words written in one string, as a rule asks for them."""

from __future__ import annotations


def set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def tuple_of(text: str) -> tuple[str, ...]:
    """As `str.endswith` takes them."""
    return tuple(text.split())
