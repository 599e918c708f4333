"""What a note of success offers: to take back what was just done, within its five minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undo:
    """A button in a form of its own. `about` says what it takes back, for those who hear the button alone."""

    url: str
    hidden: Mapping[str, str]
    about: str
