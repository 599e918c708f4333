"""Which mail a person may stop, in words: each kind, its button, and what the press did."""

from typing import NamedTuple

from scheduler.councils.rows import Person
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.notices.kinds import KINDS, MUTABLE, Kind

_KEEPS = N_(
    "The notice of meeting comes as before, and mail about meetings that are moved or cancelled."
)


class MailChoice(NamedTuple):
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
    return [choice(person, kind, says) for kind in MUTABLE]


def choice(person: Person, kind: Kind, says: Language) -> MailChoice:
    record = KINDS[kind]
    assert record.choice
    is_muted = kind in person.muted
    return MailChoice(
        name=says(record.name),
        about=says(record.choice.about),
        state=says("Stopped") if is_muted else says("You get this"),
        tag_state="warn" if is_muted else "ok",
        action="start" if is_muted else "stop",
        kind=kind,
        button=says(record.choice.start if is_muted else record.choice.stop),
    )


def offered_choice(person: Person, kind: Kind | None, says: Language) -> MailChoice | None:
    """The kind of the letter the link stood in, where it is not stopped yet."""
    return choice(person, kind, says) if kind and kind not in person.muted else None


def done_sentences(person: Person, text: str, says: Language) -> tuple[str, ...]:
    """What the form just did, as it now stands: nothing an address says is believed."""
    record = KINDS.get(text.replace("-", "_"))
    if record is None or record.choice is None:
        return ()
    if record.key in person.muted:
        return says(record.choice.stopped), says(_KEEPS)
    return (says(record.choice.started),)
