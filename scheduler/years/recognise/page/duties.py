"""What somebody is to do, listed below a line that says so: "Den som leder mötet ska:" / "• låsa upp kl. 18". An hour
there is that of the task, and of no meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.page.headings import BULLETS
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.verbs import HELD, MUST
from scheduler.years.recognise.text.words import Role

MEETING = Role.MEETING.value
REACH = 5


@dataclass(slots=True)
class Duties:
    """Whether the lines stand in such a list."""

    inside: bool = False

    def pass_line(self, tokens: Sequence[Token]) -> None:
        """Takes note of a line that is not blank: it leads to such a list, goes on with it or ends it."""
        goes_on = self.inside and tokens[0].low in BULLETS
        self.inside = goes_on or _leads(tokens)

    def without(self, found: list[Default]) -> list[Default]:
        """The hours of a line but for those of tasks; whoever opens a meeting tells its hour."""
        return [d for d in found if not d.point] if self.inside else found


def _leads(tokens: Sequence[Token]) -> bool:
    """ "Mødelederne skal huske at:", but not "Vi skal mødes:"."""
    if tokens[-1].low != ":":
        return False
    near = [t for t in tokens[-REACH:-1] if t.low in MUST | HELD or t.sense.roles & MEETING]
    return bool(near) and near[-1].low in MUST
