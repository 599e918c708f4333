"""Rules: the agenda in letters: what of it has changed since it was mailed, and the mail that goes at a press.

The agenda is no fact of a letter: nothing of it makes a letter untrue, or owes anybody one.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.councils.rows import Person
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notes.follow_ups import Tracked, place_of_follow_ups
from scheduler.notices import audience
from scheduler.notices.kinds import PRESSED, Kind, base_occasion
from scheduler.notices.situation import PlannedNotice, Situation, planned_notice

Snapshot = list[list[str]]
"""Of each item its heading, and a mark of all else that a member sees of it."""


def snapshot(items: Sequence[AgendaItem]) -> Snapshot:
    return [[item.heading, _mark(item)] for item in items]


def _mark(item: AgendaItem) -> str:
    parts = (item.scope, item.presenter, str(item.minutes or ""), item.text, item.links)
    return sha256("\0".join(parts).encode()).hexdigest()[:12]


def mailed_agenda(s: Situation) -> Snapshot | None:
    """As the newest mail to all told it; None where none did. What went once more, to some, tells others nothing."""
    told = [
        issue.agenda
        for issue in s.issued
        if issue.agenda is not None and base_occasion(issue.occasion) == issue.occasion
    ]
    return told[-1] if told else None


def has_changed(s: Situation) -> bool:
    """Since the newest mail that told the agenda; not before the kallelse."""
    return mailed_agenda(s) not in (None, snapshot(s.agenda))


def change_lines(s: Situation, speak: Language) -> list[str]:
    """What has changed since that mail, one line each: first what is new, then what was changed and removed."""
    _, told, now = speak, mailed_agenda(s), snapshot(s.agenda)
    if told is None:
        return []
    marks, headings = dict(told), [heading for heading, _mark in now]
    new, changed = [], []
    for n, (heading, mark) in enumerate(now, 1):
        item = item_line(n, s.agenda[n - 1])
        if heading not in marks:
            new.append(_("New: %(item)s", item=item))
        elif marks[heading] != mark:
            changed.append(_("Changed: %(item)s", item=item))
    removed = [_("Removed: %(item)s", item=item) for item in marks if item not in headings]
    stayed = [heading for heading, _mark in told if heading in headings]
    is_reordered = stayed != [heading for heading in headings if heading in marks]
    order = [_("The items come in another order.")] if is_reordered else []
    return [*new, *changed, *removed, *order]


def item_line(n: int, item: AgendaItem) -> str:
    return f"{n}. {item.heading}" + (f" ({item.presenter})" if item.presenter else "")


def pressed_notices(s: Situation, meeting: Meeting) -> Iterator[PlannedNotice]:
    """The mail about a changed agenda and about a settled proposal, each as long as it has something to say."""
    pressed = [said for said in s.overrides if said.kind in PRESSED]
    for said in pressed:
        kind, expires_at = Kind(said.kind), meeting.starts_at
        everyone = audience.recipients(s, kind)
        if kind is Kind.AGENDA_CHANGED and has_changed(s):
            to = [to for to in everyone if to.is_called or s.council.inform_deputies]
        elif kind is Kind.ITEM_ANSWER and (item := answered_item(s, said.occasion)):
            to = [to for to in everyone if to.person.id == item.proposed_by_id]
        elif kind is Kind.PRESENTER and (item := presented_item(s, said.occasion)):
            address = item.presenter_email.lower()
            to = [to for to in everyone if to.person.email.lower() == address]
        else:
            continue
        yield planned_notice(s, kind, said.occasion, said.send_at or expires_at, expires_at, to)


def answered_item(s: Situation, occasion: str) -> AgendaItem | None:
    """The item that the answer is about, `i12` of item 12; None where it is gone."""
    base = base_occasion(occasion)
    return next((item for item in s.items if item_occasion(item) == base), None)


def item_occasion(item: AgendaItem) -> str:
    return f"i{item.id}"


def presented_item(s: Situation, occasion: str) -> AgendaItem | None:
    """The same for a presenter; None where it no longer stands on the agenda."""
    item = answered_item(s, occasion)
    return item if item and item.status == ItemStatus.ON_AGENDA else None


def answer_sentence(s: Situation, item: AgendaItem, speak: Language) -> str:
    """What becomes of a proposal; one that still waits has been put off to this meeting."""
    _ = speak
    if item.status == ItemStatus.ON_AGENDA:
        return _("Your item “%(item)s” is on the agenda.", item=item.heading)
    if item.status == ItemStatus.DECLINED:
        return _("Your item “%(item)s” will not be taken up.", item=item.heading)
    assert s.meeting
    day = speak.long(s.meeting.starts.date)
    return _(
        "Your item “%(item)s” is put off to the meeting on %(day)s.", item=item.heading, day=day
    )


def agenda_values(s: Situation, person: Person, kind: Kind, speak: Language) -> dict[str, str]:
    """The mail about the notes names all that this person reports; others what is due at their meeting."""
    _ = speak
    due = [one.follow_up.words for one in s.due_follow_ups]
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


def _with_meeting(tracked: Tracked, s: Situation, speak: Language) -> str:
    """With the day of the meeting it is for, where that is another than the letter's."""
    due = tracked.due
    if due is None or (s.meeting and due.id == s.meeting.id):
        return tracked.follow_up.text
    return f"{tracked.follow_up.text}, {speak.long(due.starts.date)}"
