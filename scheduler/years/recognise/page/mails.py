"""Heads of forwarded and quoted mails, whose dates are no meetings, and what stands below them."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.years.recognise.line.decided import WROTE
from scheduler.years.recognise.text.small_words import FROM
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import listed

SENDERS = FROM | {"lähettäjä"}
SUBJECTS = listed("ämne subject aihe emne betreff rubrik")
REACH = 12


@dataclass(slots=True)
class Mails:
    """Whether the reader is in the head of a mail, or in an older mail quoted below dates."""

    in_head: bool = False
    quoted: bool = False

    def is_head(self, tokens: list[Token], *, below_dates: bool) -> bool:
        """From, date and subject of a forwarded mail; only the subject may be a heading."""
        if len(tokens) < 2 or tokens[1].low != ":":
            return False
        if tokens[0].low in SENDERS:
            self.in_head = True
            self.quoted = self.quoted or below_dates
        return self.in_head and tokens[0].low not in SUBJECTS

    def opens_quote(self, tokens: list[Token]) -> None:
        """ "On 4 December Kim Exempel wrote:" below dates: those of the older mail may be outdated."""
        if tokens[-1].low == ":" and any(t.low in WROTE for t in tokens[-REACH:]):
            self.quoted = True
