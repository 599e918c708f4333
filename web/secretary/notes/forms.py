"""The form of the notes: fixed fields, and those of each person, item and follow-up, which carry its id in their name.

Every button sends the whole form. A field that its sender has not touched is left as it is saved, so that two who write
in different places both keep what they wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import g, request

from scheduler.errors import N_
from scheduler.language import language
from scheduler.notes.draft import Draft
from scheduler.notes.follow_ups import place_of_follow_ups
from scheduler.notes.rows import Presence
from web.forms import line, text
from web.secretary import conflict
from web.secretary.conflict import VersionedForm

_APPROVED = N_("Approved and filed.")
NEW = ("heading", "presenter", "person", "organisation")
"""Fields that make something new; a script that saves by itself leaves them alone."""


class NotesForm(VersionedForm):
    guests = text(
        N_("Guests"),
        N_("One on each line, with a title if it is to stand there."),
        rows="2",
        optional=True,
    )
    remarks = text(
        N_("Came late or left early"),
        N_("One on each line, for example “Jon Myrvik left at 16:30”."),
        rows="2",
        optional=True,
    )
    noted_by = line(N_("Noted by"))
    heading = line(N_("Item"))
    presenter = line(N_("Presenter"), optional=True)
    person = line(N_("Name"))
    organisation = line(N_("Organisation"), optional=True)
    correction = line(N_("What is corrected"), N_("In one line. It stands below the notes."))


@dataclass(frozen=True, slots=True)
class Typed:
    """`changed` differs from what is saved; `clashing` was saved by somebody else meanwhile too."""

    changed: Mapping[str, str]
    clashing: tuple[str, ...]
    new: Mapping[str, str]


def typed_fields(saved: Mapping[str, str]) -> Typed:
    """What the sent form says, against what is saved now."""
    sent = {name: _clean(request.form[name]) for name in saved if name in request.form}
    seen = frozenset(request.form.get("seen", "").split())
    touched = {name: text for name, text in sent.items() if mark(name, text) not in seen}
    changed = {name: text for name, text in touched.items() if text != saved[name].strip()}
    clashing = [name for name in changed if mark(name, saved[name]) not in seen]
    new = {
        name: _clean(value)
        for name, value in request.form.items()
        if name in (*NEW, "correction") or name.startswith("new-")
    }
    return Typed(changed, tuple(clashing), new)


def approved(draft: Draft, typed: Typed) -> tuple[Typed, str]:
    """The same with *Approved and filed* noted at the item of the notes of the meeting before, and that part."""
    n = place_of_follow_ups(draft.items)
    if not n:
        return typed, "attendance"
    item = draft.items[n - 1]
    name = f"note-{item.id}"
    words = language(g.council.language)(_APPROVED)
    note = typed.changed.get(name, draft.note(item))
    text = note if words in note else "\n\n".join(filter(None, (words, note)))
    return replace(typed, changed={**typed.changed, name: text}), f"item-{item.id}"


def rest_present(draft: Draft, typed: Typed) -> Typed:
    """The same with everybody present of whom nothing else is said."""
    fields = {**draft.fields(), **typed.changed}
    keys = [f"called-{one.key}" for one in draft.called]
    silent = (
        key for key in keys if not (fields[f"{key}-presence"] or fields[f"{key}-replaced_by"])
    )
    present = {f"{key}-presence": str(Presence.PRESENT) for key in silent}
    return replace(typed, changed={**typed.changed, **present})


def mark(name: str, value: str) -> str:
    return conflict.mark({name: value})


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
