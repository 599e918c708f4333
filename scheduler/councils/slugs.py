"""A council's short name: what it is made of, and which words the program keeps for itself."""

from __future__ import annotations

import re

from scheduler.errors import N_, Fault

_RESERVED_WORDS = """
    accessibility admin calendar f health healthz link log login logout m mailbox metrics new p privacy readyz
    rehearsal review robots setup static status u www
    da de en es et fi fr is lt lv nb nl nn no pl ru se sv uk
"""
RESERVED = frozenset(_RESERVED_WORDS.split())
"""Words the program uses first in a path or after /admin/, and languages it has or may get."""

_SLUG = N_("The short name is 2 to 60 of a–z, 0–9 and hyphens, as granasbra.")
_RESERVED = N_("“%(slug)s” is a word the program uses itself. Choose another short name.")


def slug_fault(slug: str) -> Fault | None:
    """What is wrong with a short name that somebody chose."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])", slug):
        return Fault(_SLUG)
    return Fault(_RESERVED, {"slug": slug}) if slug in RESERVED else None
