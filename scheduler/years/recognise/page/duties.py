"""What somebody is to do, listed below a line that says so: "Den som leder mötet ska:" / "• låsa upp kl. 18". An hour
there is that of the task, and of no meeting."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.page.headings import BULLETS
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.verbs import HELD, MUST
from scheduler.years.recognise.text.words import Role

MEETING = Role.MEETING.value
REACH = 5


def goes_on(tokens: Sequence[Token], *, inside: bool) -> bool:
    """Whether a line leads to such a list, "Mødelederne skal huske at:", but not "Vi skal mødes:", or goes on with it
    where the one above it is `inside`."""
    if tokens[-1].low != ":":
        return inside and tokens[0].low in BULLETS
    near = [t for t in tokens[-REACH:-1] if t.low in MUST | HELD or t.sense.roles & MEETING]
    return bool(near) and near[-1].low in MUST
