"""Actions: a person has a changed agenda mailed, and the answer to a proposal goes to whoever proposed it.

Both go in five minutes, and until then they can be stopped on the list of mail.
"""

from datetime import datetime

from scheduler.agenda.rows import AgendaItem
from scheduler.clock import FIVE_MINUTES
from scheduler.councils import store as councils
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.notices import agenda_changes, load_situation, mail_actions
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import PlannedNotice, Situation
from scheduler.notices.store import Owner, Ref

_SAME = N_("Nothing of the agenda has changed since it was mailed, or the mail is on its way.")
_WAITS = N_("A mail to the presenter is on its way already, or the item has no address.")


def mail_agenda_change(session: Session, meeting: Meeting, *, by: Actor, now: datetime) -> str:
    """Orders one mail that says what has changed, to those who were called, and gives its key.

    Raises: Conflict where nothing has changed, one waits already, the meeting begins within five minutes, or all mail
    of the council is paused.
    """
    s = _lock(session, meeting, now)
    if not can_mail_change(s, now=now):
        raise Conflict(_SAME)
    count = sum(override.kind == Kind.AGENDA_CHANGED for override in s.overrides)
    occasion = str(1 + count)
    return mail_actions.press(session, s, Kind.AGENDA_CHANGED, occasion, by=by, now=now)


def can_mail_change(s: Situation, *, now: datetime) -> bool:
    """Whether something has changed that no mail tells or is about to."""
    if s.meeting is None or s.meeting.is_cancelled or s.meeting.starts_at <= now + FIVE_MINUTES:
        return False
    return agenda_changes.has_changed(s) and not _waiting(s, s.meeting, Kind.AGENDA_CHANGED)


def _waiting(s: Situation, meeting: Meeting, kind: Kind) -> list[PlannedNotice]:
    """What a person has pressed for and is still to go."""
    pressed = (n for n in agenda_changes.pressed_notices(s, meeting) if n.kind is kind)
    return [notice for notice in pressed if not (notice.skipped or notice.issue)]


def order_answer(
    session: Session, meeting: Meeting, item: AgendaItem, *, by: Actor, now: datetime
) -> None:
    """Mails whoever proposed the item what becomes of it at `meeting`, if that is still to come."""
    if item.proposed_by_id is None or now + FIVE_MINUTES >= meeting.starts_at:
        return
    s = load_situation.lock_situation(session, Ref(Owner.MEETING, meeting.id))
    _press_for_item(session, s, Kind.ITEM_ANSWER, item, by, now)


def mail_presenter(
    session: Session, meeting: Meeting, item: AgendaItem, *, by: Actor, now: datetime
) -> str:
    """Orders the mail to the presenter whose address stands at the item, and gives its key.

    One who is not known becomes a person by that address, who sits nowhere. Raises: Conflict where the item has no
    address, a mail about it waits already, the meeting begins within five minutes, or all mail is paused.
    """
    s = _lock(session, meeting, now)
    waiting = _waiting(s, meeting, Kind.PRESENTER)
    items = [agenda_changes.presented_item(s, notice.occasion) for notice in waiting]
    if not item.presenter_email or item in items:
        raise Conflict(_WAITS)
    if councils.person_by_email(session, item.presenter_email) is None:
        name = item.presenter.partition(",")[0].strip()[:200]
        councils.add_person(session, name, item.presenter_email)
    return _press_for_item(session, s, Kind.PRESENTER, item, by, now)


def _lock(session: Session, meeting: Meeting, now: datetime) -> Situation:
    s = load_situation.lock_situation(session, Ref(Owner.MEETING, meeting.id))
    mail_actions.refuse_while_paused(s.council)
    if meeting.is_cancelled or now + FIVE_MINUTES >= meeting.starts_at:
        raise Conflict(mail_actions.OVER)
    return s


def _press_for_item(
    session: Session, s: Situation, kind: Kind, item: AgendaItem, by: Actor, now: datetime
) -> str:
    occasion = s.next_occasion(kind, agenda_changes.item_occasion(item), *s.overrides)
    return mail_actions.press(session, s, kind, occasion, by=by, now=now)
