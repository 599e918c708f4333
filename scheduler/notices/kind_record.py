"""What one kind of mail is: the fields of its record in kinds.py, and the words they choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, StrEnum, auto

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
    CHANGE = "change"
    AGENDA_CHANGED = "agenda_changed"
    ITEM_ANSWER = "item_answer"
    PRESENTER = "presenter"
    MEMBER_LEFT = "member_left"
    NOTES = "notes"
    NEXT_YEAR = "next_year"
    TEST = "test"
    DIGEST = "digest"
    SIGN_IN = "sign_in"


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
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    AGENDA_CHANGED = "agenda_changed"
    ITEM_ANSWER = "item_answer"
    PRESENTER = "presenter"
    MEMBER_LEFT = "member_left"
    NOTES = "notes"
    NEXT_YEAR = "next_year"
    DIGEST = "digest"


class Audience(Enum):
    """Who may have a letter of the kind."""

    EVERYONE = (
        auto()
    )  # members and deputies in term: on the day of the meeting, or some day of the year
    MEMBERS = auto()  # members in term on the day; a letter `for_deputies` goes to the deputies too
    UNANSWERED = auto()  # of those called, who has said neither yes nor no
    EXPECTED = auto()  # of those called, who has not said no
    WITHOUT_ITEM = (
        auto()
    )  # of EVERYONE, who has proposed no item, or is to report back at the meeting
    CALLED_DEPUTIES = auto()
    RELEASED_DEPUTIES = auto()  # of those who were called as deputies, who no longer is
    TOLD = auto()  # whoever was told of the meeting, in term or not
    OUT_OF_TERM = auto()
    PRESENTERS = auto()  # whose address stands at an item of the meeting's agenda
    SECRETARIES = auto()
    ASKING = auto()  # the one person who asked for it


class Expiry(Enum):
    """Until when a planned mail may go."""

    START = auto()
    SHORTLY_BEFORE = auto()  # 15 minutes before the start
    ITEMS_DEADLINE = auto()  # the midnight that ends the last day for items
    RULE = auto()  # its rule decides


class Form(Enum):
    """What tells two mails of one kind and meeting apart. An occasion never holds an offset."""

    START = auto()  # `@2022-02-22T15:00`: a new start calls for a new mail
    DAY = auto()  # `@2022-02-22`: a new day does
    NUMBER = auto()  # `1`: one mail, and the next number for those whom it has not reached
    REVISION = auto()  # `r2`: each change
    TERM = auto()  # `m7@…`: each term that ends
    CALL = auto()  # `c5@2022-02-22T15:00`: each call of a deputy


class Validity(Enum):
    """How long a letter that waits is still true."""

    ALWAYS = auto()
    SAME_FACTS = auto()  # while time, place and status are what it says
    SAME_START = auto()  # while the meeting is held and begins when it says
    UNTIL_KALLELSE = auto()  # as SAME_START, and until the kallelse is ordered
    UNPLANNED_YEAR = auto()  # while no later year has a meeting
    OUT_OF_TERM = auto()  # while no term of the person reaches the meetings it names


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind that a person may stop, in whole sentences: what it is, the two buttons, and what a press did."""

    about: str
    stop: str
    start: str
    stopped: str
    started: str


@dataclass(frozen=True, slots=True)
class LetterRecord:
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


@dataclass(frozen=True, slots=True)
class KindRecord:
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
        """That of a meeting that begins then, for the two forms that follow its start."""
        return f"@{starts.date.isoformat() if self.form is Form.DAY else starts.text()}"
