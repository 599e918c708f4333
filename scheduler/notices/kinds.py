"""The kinds of mail: one record of each, which everything else asks.

A new kind is a member of `Kind` and its letters in `Letter`, a record here, a rule that plans it and its texts;
tests/contract/test_kinds.py says what is missing. The keys are stable: they stand in `--json`, logs and file names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from scheduler.errors import N_
from scheduler.notices.kind_record import Audience as Audience
from scheduler.notices.kind_record import Choice, KindRecord, LetterRecord
from scheduler.notices.kind_record import Expiry as Expiry
from scheduler.notices.kind_record import Form as Form
from scheduler.notices.kind_record import Kind as Kind
from scheduler.notices.kind_record import Letter as Letter
from scheduler.notices.kind_record import Validity as Validity

_CHANGE_FIELDS = ("old_time", "what_changed", "change_subject", "reply_again", "earlier_reply")
_REVIEW_FIELDS = ("kallelse_text", "recipients", "hold_link")
_REVIEW = ("kallelse_text", "hold_link")
_ITEMS = ("items_by", "meeting_link", "choices_link")
_MEETING = ("meeting", "meeting_link", "choices_link")
_CALLED = ("meeting", "place", "meeting_link", "choices_link")
_REMINDER = ("meeting_link", "choices_link")

_RECORDS = (
    KindRecord(
        Kind.YEAR_DATES,
        N_("The year's meeting dates"),
        audience=Audience.EVERYONE,
        form=Form.NUMBER,
        validity=Validity.SAME_FACTS,
        letters=(
            LetterRecord(
                Letter.YEAR_DATES,
                N_("Goes when a year is published."),
                needs=("dates", "page_link", "choices_link"),
                fields=("dates", "place", "subscribe_link", "year_file"),
                of_meeting=False,
            ),
        ),
        reason=N_("The year's dates were published."),
        choice=Choice(
            N_("Once a year, when the dates of the meetings are decided."),
            N_("Stop getting the year's meeting dates"),
            N_("Get the year's meeting dates again"),
            N_("You will no longer get the year's meeting dates by mail."),
            N_("You get the year's meeting dates by mail again."),
        ),
    ),
    KindRecord(
        Kind.DATE_ADDED,
        N_("An added meeting"),
        audience=Audience.EVERYONE,
        form=Form.NUMBER,
        validity=Validity.SAME_FACTS,
        expiry=Expiry.START,
        letters=(
            LetterRecord(
                Letter.DATE_ADDED,
                N_("Goes when a meeting is added to a published year."),
                needs=_MEETING,
            ),
        ),
        reason=N_("The meeting was added to a published year."),
    ),
    KindRecord(
        Kind.CALL_FOR_ITEMS,
        N_("Call for items"),
        priority=40,
        audience=Audience.EVERYONE,
        offset="call_for_items",
        form=Form.DAY,
        validity=Validity.UNTIL_KALLELSE,
        expiry=Expiry.ITEMS_DEADLINE,
        letters=(
            LetterRecord(
                Letter.CALL_FOR_ITEMS,
                N_("Asks members and deputies for items."),
                needs=_ITEMS,
                fields=("follow_ups",),
            ),
        ),
        reason=N_("The last day for items to the meeting on %(day)s draws near."),
        choice=Choice(
            N_("Before each meeting, with the last day to suggest items."),
            N_("Stop getting calls for items"),
            N_("Get calls for items again"),
            N_("You will get no more calls for items."),
            N_("You get calls for items again."),
        ),
    ),
    KindRecord(
        Kind.ITEMS_REMINDER,
        N_("Reminder about items"),
        priority=40,
        audience=Audience.WITHOUT_ITEM,
        offset="items_reminder",
        form=Form.DAY,
        validity=Validity.UNTIL_KALLELSE,
        expiry=Expiry.ITEMS_DEADLINE,
        letters=(
            LetterRecord(
                Letter.ITEMS_REMINDER,
                N_("Reminds of the last day for items."),
                needs=_ITEMS,
                fields=("own_follow_ups",),
            ),
        ),
        reason=N_("The last day for items to the meeting on %(day)s is almost here."),
        choice=Choice(
            N_("A reminder of the last day to suggest items."),
            N_("Stop getting reminders about items"),
            N_("Get reminders about items again"),
            N_("You will get no more reminders about items."),
            N_("You get reminders about items again."),
        ),
    ),
    KindRecord(
        Kind.KALLELSE_REVIEW,
        N_("The notice for review"),
        audience=Audience.SECRETARIES,
        offset="kallelse_review",
        validity=Validity.UNTIL_KALLELSE,
        letters=(
            LetterRecord(
                Letter.KALLELSE_REVIEW,
                N_("Shows you the notice before it goes."),
                needs=_REVIEW,
                fields=_REVIEW_FIELDS,
            ),
            LetterRecord(
                Letter.KALLELSE_APPROVAL,
                N_("Asks you to approve the notice, where the council wants that."),
                name=N_("The notice for approval"),
                needs=_REVIEW,
                fields=_REVIEW_FIELDS,
            ),
        ),
        reason=N_("So that the secretary can read it before it goes."),
        tells=False,
    ),
    KindRecord(
        Kind.KALLELSE,
        N_("The notice of meeting"),
        priority=20,
        audience=Audience.MEMBERS,
        offset="kallelse",
        validity=Validity.SAME_FACTS,
        expiry=Expiry.START,
        letters=(
            LetterRecord(Letter.KALLELSE, N_("Calls the members to the meeting."), needs=_CALLED),
            LetterRecord(
                Letter.KALLELSE_INFORMATION,
                N_("Lets deputies know of the meeting, where the council wants that."),
                name=N_("The notice for deputies to know of"),
                needs=_CALLED,
                for_deputies=True,
            ),
        ),
        reason=N_("The meeting on %(day)s is %(n)s days away."),
        calendar=True,
    ),
    KindRecord(
        Kind.REPLY_REMINDER,
        N_("Reminder to reply"),
        priority=30,
        audience=Audience.UNANSWERED,
        offset="reply_reminder",
        validity=Validity.SAME_START,
        expiry=Expiry.SHORTLY_BEFORE,
        letters=(
            LetterRecord(
                Letter.REPLY_REMINDER, N_("Goes to those who have not replied."), needs=_REMINDER
            ),
        ),
        reason=N_("They have not replied whether they come on %(day)s."),
        choice=Choice(
            N_("A reminder to reply whether you will come."),
            N_("Stop getting reminders to reply"),
            N_("Get reminders to reply again"),
            N_("You will get no more reminders to reply."),
            N_("You get reminders to reply again."),
        ),
    ),
    KindRecord(
        Kind.DAY_BEFORE,
        N_("Reminder the day before"),
        priority=30,
        audience=Audience.EXPECTED,
        offset="day_before",
        validity=Validity.SAME_START,
        expiry=Expiry.SHORTLY_BEFORE,
        letters=(
            LetterRecord(Letter.DAY_BEFORE, N_("Goes to those who are expected."), needs=_REMINDER),
        ),
        reason=N_("The meeting is on %(day)s, and they have not said no."),
        choice=Choice(
            N_("The day before the meeting, with time and place."),
            N_("Stop getting reminders the day before"),
            N_("Get reminders the day before again"),
            N_("You will get no more reminders the day before."),
            N_("You get reminders the day before again."),
        ),
    ),
    KindRecord(
        Kind.DEPUTY_CALL,
        N_("A deputy is called"),
        priority=15,
        audience=Audience.CALLED_DEPUTIES,
        form=Form.CALL,
        validity=Validity.SAME_FACTS,
        expiry=Expiry.START,
        letters=(
            LetterRecord(
                Letter.DEPUTY_CALL,
                N_("Calls a deputy in the place of one who cannot come."),
                needs=_CALLED,
                fields=("deputy_for", "answer_by"),
                for_deputies=True,
            ),
        ),
        reason=N_("A member cannot come on %(day)s, and a deputy is asked to."),
        calendar=True,
    ),
    KindRecord(
        Kind.DEPUTY_RELEASED,
        N_("A deputy is not needed"),
        priority=15,
        audience=Audience.RELEASED_DEPUTIES,
        form=Form.CALL,
        validity=Validity.SAME_START,
        expiry=Expiry.START,
        letters=(
            LetterRecord(
                Letter.DEPUTY_RELEASED,
                N_("Tells a deputy who was called that nobody needs to stand in."),
                needs=("meeting",),
                fields=("why_released",),
                for_deputies=True,
            ),
        ),
        reason=N_("They were called as a deputy on %(day)s and are not needed."),
        calendar=True,
        tells=False,
    ),
    KindRecord(
        Kind.CHANGE,
        N_("A changed meeting"),
        priority=10,
        audience=Audience.TOLD,
        form=Form.REVISION,
        validity=Validity.SAME_FACTS,
        letters=(
            LetterRecord(
                Letter.MOVED,
                N_("Goes when a meeting gets a new time or place."),
                name=N_("A changed meeting"),
                needs=("meeting", "old_time", "meeting_link", "choices_link"),
                fields=_CHANGE_FIELDS,
            ),
            LetterRecord(
                Letter.CANCELLED,
                N_("Goes when a meeting is cancelled."),
                name=N_("A cancelled meeting"),
                needs=("meeting", "choices_link"),
                fields=_CHANGE_FIELDS,
            ),
            LetterRecord(
                Letter.RESTORED,
                N_("Goes when a cancelled meeting will be held after all."),
                name=N_("A meeting that will be held after all"),
                needs=_MEETING,
                fields=_CHANGE_FIELDS,
            ),
        ),
        reason=N_("They had been told otherwise of the meeting that is on %(day)s."),
        calendar=True,
    ),
    KindRecord(
        Kind.AGENDA_CHANGED,
        N_("A changed agenda"),
        priority=30,
        audience=Audience.MEMBERS,
        form=Form.NUMBER,
        validity=Validity.SAME_START,
        expiry=Expiry.START,
        letters=(
            LetterRecord(
                Letter.AGENDA_CHANGED,
                N_("Goes when you press Mail the change on a changed agenda."),
                needs=("agenda_changes", "meeting_link", "choices_link"),
                fields=("agenda_changes",),
                for_deputies=True,
            ),
        ),
        reason=N_("The agenda has been changed since the notice, and the secretary mails it."),
        tells=False,
    ),
    KindRecord(
        Kind.ITEM_ANSWER,
        N_("What becomes of a proposed item"),
        priority=40,
        audience=Audience.EVERYONE,
        form=Form.NUMBER,
        validity=Validity.ALWAYS,
        expiry=Expiry.START,
        letters=(
            LetterRecord(
                Letter.ITEM_ANSWER,
                N_("Goes to whoever proposed an item, when you have settled it."),
                needs=("item_answer", "meeting_link", "choices_link"),
                fields=("item_answer",),
            ),
        ),
        reason=N_("The secretary has settled an item that they proposed."),
        tells=False,
    ),
    KindRecord(
        Kind.PRESENTER,
        N_("To a presenter"),
        priority=30,
        audience=Audience.PRESENTERS,
        form=Form.NUMBER,
        validity=Validity.SAME_START,
        expiry=Expiry.START,
        letters=(
            LetterRecord(
                Letter.PRESENTER,
                N_("Goes to a presenter who is no member, when you press for it on the agenda."),
                needs=("item", "item_time", "place"),
                fields=("item", "item_time"),
            ),
        ),
        reason=N_("They present an item of the agenda, and the secretary mails them."),
        tells=False,
    ),
    KindRecord(
        Kind.MEMBER_LEFT,
        N_("No longer called"),
        priority=20,
        audience=Audience.OUT_OF_TERM,
        form=Form.TERM,
        validity=Validity.OUT_OF_TERM,
        letters=(
            LetterRecord(
                Letter.MEMBER_LEFT,
                N_("Goes to one who has left the council but has the meeting in the calendar."),
                needs=("meetings",),
                fields=("meeting", "meetings", "subject_day"),
                of_meeting=False,
            ),
        ),
        reason=N_(
            "They have left the council, and their calendar may hold meetings they are no longer called to."
        ),
        calendar=True,
        tells=False,
    ),
    KindRecord(
        Kind.NOTES,
        N_("The notes of the meeting"),
        audience=Audience.EVERYONE,
        form=Form.NUMBER,
        validity=Validity.ALWAYS,
        letters=(
            LetterRecord(
                Letter.NOTES,
                N_("Goes when the notes of a meeting are published."),
                needs=("notes_link", "choices_link"),
                fields=("notes_link", "own_follow_ups"),
            ),
        ),
        reason=N_("The notes of the meeting on %(day)s were published."),
        choice=Choice(
            N_("After each meeting, when its notes are ready."),
            N_("Stop getting mail about notes"),
            N_("Get mail about notes again"),
            N_("You will get no more mail about notes of meetings."),
            N_("You get mail about notes of meetings again."),
        ),
        tells=False,
    ),
    KindRecord(
        Kind.NEXT_YEAR,
        N_("Time to plan the next year"),
        audience=Audience.SECRETARIES,
        form=Form.NUMBER,
        validity=Validity.UNPLANNED_YEAR,
        letters=(
            LetterRecord(
                Letter.NEXT_YEAR,
                N_("Reminds you in November, where the next year is not published."),
                needs=("plan_link",),
                fields=("next_year", "plan_link"),
                of_meeting=False,
            ),
        ),
        reason=N_("It is November, and the next year is not published."),
        tells=False,
    ),
    KindRecord(
        Kind.TEST,
        N_("A test mail"),
        audience=Audience.SECRETARIES,
        form=Form.NUMBER,
        validity=Validity.ALWAYS,
        lives=timedelta(hours=1),
        tells=False,
    ),
    KindRecord(
        Kind.DIGEST,
        N_("The report on mail that went wrong"),
        audience=Audience.SECRETARIES,
        form=Form.NUMBER,
        validity=Validity.ALWAYS,
        letters=(
            LetterRecord(
                Letter.DIGEST,
                N_("Tells you of mail that did not arrive or was not sent in time."),
                needs=("mishaps", "mail_link"),
                fields=("mishaps", "mishap_count", "mail_link"),
                of_meeting=False,
            ),
        ),
        reason=N_("So that the secretary can put right what went wrong."),
        lives=timedelta(hours=72),
        tells=False,
    ),
    KindRecord(
        Kind.SIGN_IN,
        N_("A link to sign in"),
        priority=5,
        audience=Audience.ASKING,
        form=Form.NUMBER,
        validity=Validity.ALWAYS,
        lives=timedelta(hours=1),
        tells=False,
    ),
)

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

NEWCOMERS = "new"
"""How the occasions of the year's mail begin that go to those who came after it, only when a person asks for it."""

FOR_ONE = ("p", "m", "c")
"""How the occasions begin of mails to one person alone: anew to a new address or at a person's word; who has left;
a deputy who is called."""
