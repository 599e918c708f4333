"""The fields of a letter that tell what is to be reported back, and the agenda, where that stands."""

from __future__ import annotations

from scheduler.councils.rows import Person
from scheduler.language import Language
from scheduler.notes.follow_ups import Tracked, place_of_follow_ups
from scheduler.notices.agenda_changes import item_line
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import Situation


def agenda_values(s: Situation, person: Person, kind: Kind, speak: Language) -> dict[str, str]:
    """The mail about the notes names all that this person reports; others what is due at their meeting."""
    _ = speak
    due = [_in_words(one) for one in s.due_follow_ups]
    lines = [item_line(n, item) for n, item in enumerate(s.agenda, start=1)]
    after = place_of_follow_ups(s.agenda)
    told = [_("– Report back: %(what)s", what=what) for what in due]
    wanted = s.follow_ups if kind is Kind.NOTES else s.due_follow_ups
    own = (one for one in wanted if one.follow_up.person_id == person.id)
    return {
        "agenda": "\n".join((*lines[:after], *told, *lines[after:])) if lines else "",
        "follow_ups": "\n".join(f"– {what}" for what in due),
        "own_follow_ups": "\n".join(f"– {_with_meeting(one, s, speak)}" for one in own),
    }


def _in_words(tracked: Tracked) -> str:
    row = tracked.follow_up
    return f"{row.text} ({row.who})" if row.who else row.text


def _with_meeting(tracked: Tracked, s: Situation, speak: Language) -> str:
    """With the day of the meeting it is for, where that is another than the letter's."""
    due = tracked.due
    if due is None or (s.meeting and due.id == s.meeting.id):
        return tracked.follow_up.text
    return f"{tracked.follow_up.text}, {speak.long(due.starts.date)}"
