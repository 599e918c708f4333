"""Heads of forwarded and quoted mails, whose dates are no meetings, and what stands below them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.decided import WROTE
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.small_words import FROM
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import listed

SENDERS = FROM | {"lähettäjä"}
LONGEST_END, SHORTEST_HEAD = 12, 8
SUBJECTS = listed("ämne subject aihe emne betreff rubrik")


def goes_on(before: list[Token], after: list[Token]) -> bool:
    """The line above a quoted mail was broken before the address: "On 4 December 2026 at 9:12 Kim Exempel" and
    "<kim@example.org> wrote:"."""
    if after[-1].low != ":" or len(after) > LONGEST_END or len(before) < SHORTEST_HEAD:
        return False
    wrote = not WROTE.isdisjoint(t.low for t in (*before[-LONGEST_END:], *after))
    hour = any(a.kind is NUMBER and b.low in (":", ".") for a, b in pairwise(before))
    ends = all(t.kind is not NUMBER for t in (before[-1], *after))
    return wrote and hour and ends and any(map(parts.is_year, before))


@dataclass(slots=True)
class Mails:
    """Whether the reader is in the head of a mail, or in an older mail quoted below dates."""

    in_head: bool = False
    quoted: bool = False

    def is_head(self, parsed: Parsed, *, below_dates: bool) -> bool:
        """From, date and subject of a forwarded mail, of which only the subject may be a heading, or the line above a
        quoted one: "On 4 December at 9:12 Kim Exempel wrote:". What an older mail says below dates may be outdated."""
        tokens = parsed.tokens
        if tokens[-1].low == ":" and not parsed.lows.isdisjoint(WROTE):
            self.quoted = self.quoted or below_dates
            return True
        if len(tokens) < 2 or tokens[1].low != ":":
            return False
        if tokens[0].low in SENDERS:
            self.in_head = True
            self.quoted = self.quoted or below_dates
        return self.in_head and tokens[0].low not in SUBJECTS
