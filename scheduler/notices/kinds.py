"""The table of notice kinds: these keys are stable; they stand in `--json`, logs and the file names of letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    YEAR_DATES = "year_dates"
    DATE_ADDED = "date_added"
    CALL_FOR_ITEMS = "call_for_items"
    ITEMS_REMINDER = "items_reminder"
    KALLELSE_REVIEW = "kallelse_review"
    KALLELSE = "kallelse"
    REPLY_REMINDER = "reply_reminder"
    DAY_BEFORE = "day_before"
    CHANGE = "change"
    MEMBER_LEFT = "member_left"
    DIGEST = "digest"
    TEST = "test"
    SIGN_IN = "sign_in"


class Letter(StrEnum):
    """The texts: a kind has its own, or several that are chosen per person; that of `test` the secretary chooses."""

    YEAR_DATES = "year_dates"
    DATE_ADDED = "date_added"
    CALL_FOR_ITEMS = "call_for_items"
    ITEMS_REMINDER = "items_reminder"
    KALLELSE_REVIEW = "kallelse_review"
    KALLELSE_APPROVAL = "kallelse_approval"
    KALLELSE = "kallelse"
    KALLELSE_INFORMATION = "kallelse_information"
    REPLY_REMINDER = "reply_reminder"
    DAY_BEFORE = "day_before"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MEMBER_LEFT = "member_left"
    DIGEST = "digest"


_OTHERWISE: Mapping[Letter, Kind] = {
    Letter.KALLELSE_APPROVAL: Kind.KALLELSE_REVIEW,
    Letter.KALLELSE_INFORMATION: Kind.KALLELSE,
    Letter.MOVED: Kind.CHANGE,
    Letter.CANCELLED: Kind.CHANGE,
    Letter.RESTORED: Kind.CHANGE,
}


def kind_of(letter: Letter) -> Kind:
    """The kind of mail that the letter goes by."""
    return _OTHERWISE.get(letter) or Kind(letter.value)


@dataclass(frozen=True, slots=True)
class Traits:
    """`priority`: lower goes first. `mutable`: a person may stop it, and it carries List-Unsubscribe.

    `calendar`: members get a calendar part. `tells`: counts as having told a person when and where the meeting is.
    """

    priority: int
    mutable: bool = False
    calendar: bool = False
    tells: bool = True


TRAITS: Mapping[Kind, Traits] = {
    Kind.SIGN_IN: Traits(priority=5, tells=False),
    Kind.CHANGE: Traits(priority=10, calendar=True),
    Kind.MEMBER_LEFT: Traits(priority=20, calendar=True, tells=False),
    Kind.KALLELSE: Traits(priority=20, calendar=True),
    Kind.DAY_BEFORE: Traits(priority=30, mutable=True),
    Kind.REPLY_REMINDER: Traits(priority=30, mutable=True),
    Kind.CALL_FOR_ITEMS: Traits(priority=40, mutable=True),
    Kind.ITEMS_REMINDER: Traits(priority=40, mutable=True),
    Kind.YEAR_DATES: Traits(priority=50, mutable=True),
    Kind.DATE_ADDED: Traits(priority=50),
    Kind.KALLELSE_REVIEW: Traits(priority=50, tells=False),
    Kind.DIGEST: Traits(priority=50, tells=False),
    Kind.TEST: Traits(priority=50, tells=False),
}

MUTABLE = tuple(kind for kind, traits in TRAITS.items() if traits.mutable)

NEVER_PAUSED = (Kind.DIGEST, Kind.TEST)
"""What goes though all mail of the council is paused, to its secretaries alone: reports, and tests they ask for."""

NEWCOMERS = "new"
"""How the occasions of the year's mail begin that go to those who came after it, only when a person asks for it."""

FOR_ONE = ("p", "m")
"""How the occasions begin of mails to one person alone: anew to a new address or at a person's word; who has left."""
