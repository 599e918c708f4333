"""Meetings that only prepare another one: "förmöte", "gruppmöten", "presidieberedning"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from scheduler.years.recognise.text.aside_words import PREPARING, PREPARING_PAIRS
from scheduler.years.recognise.text.tokens import Token

MOST_WORDS = 5


def names(told: Sequence[Token]) -> bool:
    """The words name such a meeting: "Gruppmöten", "Agenda setting meeting"."""
    if not 0 < len(told) <= MOST_WORDS:
        return False
    lows = [t.low for t in told]
    return not PREPARING.isdisjoint(lows) or not PREPARING_PAIRS.isdisjoint(
        itertools.pairwise(lows)
    )
