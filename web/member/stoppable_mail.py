"""Which mail a person may stop, in words: each kind, its button, and what the press did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.councils.rows import Person
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.notices.kinds import MUTABLE, Kind

_KINDS: Mapping[Kind, tuple[str, str, str, str]] = {
    Kind.YEAR_DATES: (
        N_("The year's meeting dates"),
        N_("Once a year, when the dates of the meetings are decided."),
        N_("Stop getting the year's meeting dates"),
        N_("Get the year's meeting dates again"),
    ),
    Kind.CALL_FOR_ITEMS: (
        N_("Call for items"),
        N_("Before each meeting, with the last day to suggest items."),
        N_("Stop getting calls for items"),
        N_("Get calls for items again"),
    ),
    Kind.ITEMS_REMINDER: (
        N_("Reminder about items"),
        N_("A reminder of the last day to suggest items."),
        N_("Stop getting reminders about items"),
        N_("Get reminders about items again"),
    ),
    Kind.REPLY_REMINDER: (
        N_("Reminder to reply"),
        N_("A reminder to reply whether you will come."),
        N_("Stop getting reminders to reply"),
        N_("Get reminders to reply again"),
    ),
    Kind.DAY_BEFORE: (
        N_("Reminder the day before"),
        N_("The day before the meeting, with time and place."),
        N_("Stop getting reminders the day before"),
        N_("Get reminders the day before again"),
    ),
}
"""Name, what it is, the button that stops it, the button that starts it: whole sentences, for every language."""

_STOPPED: Mapping[Kind, str] = {
    Kind.YEAR_DATES: N_("You will no longer get the year's meeting dates by mail."),
    Kind.CALL_FOR_ITEMS: N_("You will get no more calls for items."),
    Kind.ITEMS_REMINDER: N_("You will get no more reminders about items."),
    Kind.REPLY_REMINDER: N_("You will get no more reminders to reply."),
    Kind.DAY_BEFORE: N_("You will get no more reminders the day before."),
}
_STARTED: Mapping[Kind, str] = {
    Kind.YEAR_DATES: N_("You get the year's meeting dates by mail again."),
    Kind.CALL_FOR_ITEMS: N_("You get calls for items again."),
    Kind.ITEMS_REMINDER: N_("You get reminders about items again."),
    Kind.REPLY_REMINDER: N_("You get reminders to reply again."),
    Kind.DAY_BEFORE: N_("You get reminders the day before again."),
}
_KEEPS = N_(
    "The notice of meeting comes as before, and mail about meetings that are moved or cancelled."
)


@dataclass(frozen=True, slots=True)
class MailChoice:
    """One kind of mail that may be stopped: what it is, whether it comes, and the button that changes that."""

    name: str
    about: str
    state: str
    tag_state: str
    action: str
    kind: Kind
    button: str


def choices(person: Person, says: Language) -> list[MailChoice]:
    """Every kind that may be stopped, in the order they come in a year."""
    return [choice(person, kind, says) for kind in _KINDS if kind in MUTABLE]


def choice(person: Person, kind: Kind, says: Language) -> MailChoice:
    name, about, stop, start = _KINDS[kind]
    is_muted = kind in person.muted
    return MailChoice(
        name=says(name),
        about=says(about),
        state=says("Stopped") if is_muted else says("You get this"),
        tag_state="warn" if is_muted else "ok",
        action="start" if is_muted else "stop",
        kind=kind,
        button=says(start) if is_muted else says(stop),
    )


def offered_choice(person: Person, kind: Kind | None, says: Language) -> MailChoice | None:
    """The kind of the letter the link stood in, where it is not stopped yet."""
    return choice(person, kind, says) if kind and kind not in person.muted else None


def done_sentences(person: Person, text: str, says: Language) -> tuple[str, ...]:
    """What the form just did, as it now stands: nothing an address says is believed."""
    kind = next((one for one in MUTABLE if one == text.replace("-", "_")), None)
    if kind is None:
        return ()
    if kind in person.muted:
        return says(_STOPPED[kind]), says(_KEEPS)
    return (says(_STARTED[kind]),)
