"""The kinds of mail: one record of each, read from kinds.toml, which everything else asks.

A new kind is a member of `Kind` and its letters in `Letter`, a record there, a rule that plans it and its texts;
tests/contract/test_kinds.py says what is missing.
"""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum, auto
from importlib import resources
from typing import Any

from pydantic import BaseModel

from scheduler.clock import Wall


class Kind(StrEnum):
    YEAR_DATES = "year_dates"
    DATE_ADDED = "date_added"
    CALL_FOR_ITEMS = "call_for_items"
    ITEMS_REMINDER = "items_reminder"
    KALLELSE_REVIEW = "kallelse_review"
    KALLELSE = "kallelse"
    REPLY_REMINDER = "reply_reminder"
    DAY_BEFORE = "day_before"
    DEPUTY_CALL = "deputy_call"
    DEPUTY_RELEASED = "deputy_released"
    ABSENCE = "absence"
    CHANGE = "change"
    AGENDA_CHANGED = "agenda_changed"
    ITEM_ANSWER = "item_answer"
    PRESENTER = "presenter"
    MEMBER_LEFT = "member_left"
    NOTES = "notes"
    NOTES_APPROVAL = "notes_approval"
    NEXT_YEAR = "next_year"
    TEST = "test"
    DIGEST = "digest"
    SIGN_IN = "sign_in"
    ADDRESS_CHANGED = "address_changed"


class Letter(StrEnum):
    """The texts: a kind has one, or several that are chosen per person. `test` takes any of them."""

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
    DEPUTY_CALL = "deputy_call"
    DEPUTY_RELEASED = "deputy_released"
    ABSENCE = "absence"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    AGENDA_CHANGED = "agenda_changed"
    ITEM_ANSWER = "item_answer"
    PRESENTER = "presenter"
    MEMBER_LEFT = "member_left"
    NOTES = "notes"
    NOTES_APPROVAL = "notes_approval"
    NEXT_YEAR = "next_year"
    DIGEST = "digest"


class Audience(StrEnum):
    """Who may have a letter of the kind."""

    # Members and deputies in term: on the day of the meeting, or some day of the year.
    EVERYONE = auto()
    MEMBERS = auto()  # members in term on the day; a letter `for_deputies` goes to the deputies too
    UNANSWERED = auto()  # of those called, who has said neither yes nor no
    EXPECTED = auto()  # of those called, who has not said no
    # Of EVERYONE, who has proposed no item, or is to report back at the meeting.
    WITHOUT_ITEM = auto()
    CALLED_DEPUTIES = auto()
    RELEASED_DEPUTIES = auto()  # of those who were called as deputies, who no longer is
    TOLD = auto()  # whoever was told of the meeting, in term or not
    OUT_OF_TERM = auto()
    CHAIR = auto()  # whoever has been asked to approve the notes, and has not answered
    PRESENTERS = auto()  # whose address stands at an item of the meeting's agenda
    SECRETARIES = auto()
    ASKING = auto()  # the one person who asked for it


class Expiry(StrEnum):
    """Until when a planned mail may go."""

    START = auto()
    SHORTLY_BEFORE = auto()  # 15 minutes before the start
    ITEMS_DEADLINE = auto()  # the midnight that ends the last day for items
    RULE = auto()  # its rule decides


class Form(StrEnum):
    """What tells two mails of one kind and meeting apart. An occasion never holds an offset.

    What goes once more, to some, has a number behind it: `r2.2`, `r2.3`.
    """

    START = auto()  # `@2022-02-22T15:00`: a new start calls for a new mail
    DAY = auto()  # `@2022-02-22`: a new day does
    NUMBER = auto()  # `1`
    REVISION = auto()  # `r2`: each change
    TERM = auto()  # `m7@…`: each term that ends
    CALL = auto()  # `c5@2022-02-22T15:00`: each call of a deputy
    REPLY = auto()  # `12@2022-02-22T15:00`: the newest reply that it tells of
    ITEM = auto()  # `i12`: each item of an agenda


class Validity(StrEnum):
    """How long a letter that waits is still true."""

    ALWAYS = auto()
    SAME_FACTS = auto()  # while time, place and status are what it says
    SAME_START = auto()  # while the meeting is held and begins when it says
    UNTIL_KALLELSE = auto()  # as SAME_START, and until the kallelse is ordered
    UNPLANNED_YEAR = auto()  # while no later year has a meeting
    OUT_OF_TERM = auto()  # while no term of the person reaches the meetings it names


class Choice(BaseModel, frozen=True, extra="forbid"):
    """A kind that a person may stop, in whole sentences: what it is, the two buttons, and what a press did."""

    about: str
    stop: str
    start: str
    stopped: str
    started: str


class LetterRecord(BaseModel, frozen=True, extra="forbid"):
    """`purpose` and `name` (else its kind's) stand on the secretary's pages. `needs`: fields that no text may lack.

    `fields` are those it has beside the common ones and, where it is `of_meeting`, those of a meeting.
    """

    key: Letter
    purpose: str
    needs: tuple[str, ...]
    name: str = ""
    fields: tuple[str, ...] = ()
    of_meeting: bool = True
    for_deputies: bool = False


class KindRecord(BaseModel, frozen=True, extra="forbid"):
    """`name` stands in letters and on pages; `reason`, in a rehearsal, says why it goes.

    `priority`: lower goes first. `offset`: the council's setting that says how long before the meeting it goes.
    `lives`: how long a mail that the plan does not know may wait; zero for the others. `calendar`: members get a
    calendar part. `tells`: it counts as having told a person when and where the meeting is. `choice`: a person may stop
    it, and it carries List-Unsubscribe.
    """

    key: Kind
    name: str
    audience: Audience
    validity: Validity
    letters: tuple[LetterRecord, ...] = ()
    reason: str = ""
    priority: int = 50
    offset: str = ""
    form: Form = Form.START
    expiry: Expiry = Expiry.RULE
    lives: timedelta = timedelta(0)
    calendar: bool = False
    tells: bool = True
    choice: Choice | None = None

    @property
    def is_planned(self) -> bool:
        """Whether the plan knows it. What it does not know is never paused, and no report tells of it."""
        return not self.lives

    def occasion(self, starts: Wall) -> str:
        """That of a meeting that begins then, for the forms that no row gives a number of its own."""
        if self.form is Form.NUMBER:
            return "1"
        return f"@{starts.date.isoformat() if self.form is Form.DAY else starts.text()}"


def read_table(name: str) -> dict[str, Any]:
    """One of the tables beside this module."""
    return tomllib.loads((resources.files("scheduler.notices") / name).read_text("utf-8"))


_RECORDS = [KindRecord.model_validate(row) for row in read_table("kinds.toml")["kinds"]]
KINDS: Mapping[str, KindRecord] = {record.key: record for record in _RECORDS}
LETTERS: Mapping[str, LetterRecord] = {
    letter.key: letter for record in _RECORDS for letter in record.letters
}
KIND_OF: Mapping[str, Kind] = {
    letter.key: record.key for record in _RECORDS for letter in record.letters
}
"""By letter, the kind of mail that it goes by."""


def letter_name(letter: Letter) -> str:
    """What pages call it: an msgid."""
    return LETTERS[letter].name or KINDS[KIND_OF[letter]].name


MUTABLE = tuple(record.key for record in _RECORDS if record.choice)
UNPLANNED = tuple(record.key for record in _RECORDS if not record.is_planned)

PRESSED = (Kind.AGENDA_CHANGED, Kind.ITEM_ANSWER, Kind.PRESENTER)
"""Kinds that go when a person has pressed for it; the plan has no time for them."""


def base_occasion(occasion: str) -> str:
    """Without the number of what goes once more."""
    return occasion.partition(".")[0]


def occasion_number(occasion: str) -> int:
    """1 for what goes first."""
    return int(occasion.partition(".")[2] or 1)
