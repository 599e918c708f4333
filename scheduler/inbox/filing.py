"""Action: settles a mail that waits, as the secretary decides."""

from datetime import datetime

from scheduler.councils.rows import Person
from scheduler.db.session import Session
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.inbox.rows import Fate, IncomingMail
from scheduler.meetings import replies
from scheduler.meetings.rows import Answer, Meeting, Reply, Source


def file_mail(
    session: Session,
    mail: IncomingMail,
    *,
    answer: Answer | None,
    meeting: Meeting | None,
    person: Person | None,
    by: Actor,
    now: datetime,
) -> None:
    """Records the answer as that person's to that meeting; without one the mail is laid aside.

    The answer is dated when the mail came, so one that was given later goes on counting.
    Raises: MeetingOver, Conflict, as `replies.record_reply`.
    """
    if answer and meeting and person:
        given = Reply(answer=answer, source=Source.MAIL, note=mail.text, made_at=mail.at)
        replies.record_reply(session, meeting, person, given, by=by, now=now)
    mail.fate, mail.settled_at, mail.settled_by = Fate.FILED, now, by.name
    session.flush()
    history.record(
        session,
        f"mail {mail.id} filed",
        by=by,
        now=now,
        council_id=mail.council_id,
        after={"answer": answer, "meeting": meeting.number if meeting else None},
    )
