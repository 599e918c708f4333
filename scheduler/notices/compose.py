"""Rule: makes the mail of one letter, with the calendar part of its recipient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.calendars.invitation import PUBLISH, Invitation, Method, invitation_octets
from scheduler.calendars.vevent import calendar_meeting, for_members
from scheduler.config import Mail as MailConfig
from scheduler.councils.store import installation
from scheduler.db.session import Session
from scheduler.language import language
from scheduler.links import Links, Signer
from scheduler.mail.message import Mail
from scheduler.meetings import seating
from scheduler.meetings.rows import Answer, Meeting
from scheduler.notices import deputy_notices, deputy_values
from scheduler.notices.agenda_changes import presented_item
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.presenter_file import presenter_file
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import PlannedNotice, Recipient, Situation

_PARTSTAT: Mapping[Answer | None, str] = {
    Answer.COMING: "ACCEPTED",
    Answer.ONLINE: "ACCEPTED",
    Answer.NO: "DECLINED",
    Answer.MAYBE: "TENTATIVE",
}
"""An update keeps an answer that still counts: nobody is asked again when only the place has changed."""


@dataclass(frozen=True, slots=True)
class MailSetup:
    """One installation's addresses and mail settings, which every letter needs."""

    links: Links
    mail: MailConfig
    message_domain: str


def mail_setup(
    session: Session, *, base_url: str, mail: MailConfig, secret: bytes | None = None
) -> MailSetup:
    """`secret` comes from the file that [site] secret_file names, else from the database."""
    row = installation(session)
    links = Links(base_url, Signer(secret or row.secret), mail.reply_mailbox)
    return MailSetup(links, mail, row.uid_domain)


def build_mail(
    s: Situation,
    notice: PlannedNotice,
    to: Recipient,
    letter: RenderedLetter,
    message_id: str,
    setup: MailSetup,
    now: datetime,
) -> Mail:
    person, council = to.person, s.council
    parts: list[tuple[str, bytes]] = []
    from_address, reply_to = setup.mail.sender, (council.name, council.reply_to.email)
    if to.calendar and setup.links.mailbox:
        meetings = notice.about or ((s.meeting,) if s.meeting else ())
        organizers = [setup.links.reply_address(meeting.id, person.id) for meeting in meetings]
        parts = [
            _calendar_part(s, meeting, to, letter.language, organizer, setup, now)
            for meeting, organizer in zip(meetings, organizers, strict=True)
        ]
        # Gmail warns where From and ORGANIZER differ, and answers go to ORGANIZER.
        from_address = organizers[0] if organizers else from_address
    is_presenter = notice.kind is Kind.PRESENTER
    if is_presenter and (item := presented_item(s, notice.occasion)):
        number = int(notice.occasion.rpartition(".")[2])
        octets = presenter_file(s, item, number, setup.links, letter.language, now)
        parts = [(PUBLISH, octets)]
    unsubscribe = (
        setup.links.unsubscribe(person.id, person.link_version, notice.kind)
        if KINDS[notice.kind].choice
        else None
    )
    return Mail(
        message_id=message_id,
        from_name=council.name,
        from_address=from_address,
        to_name=person.name,
        to_address=person.email,
        subject=letter.subject,
        text=letter.text,
        language=letter.language,
        made_at=now,
        reply_to=None if parts and not is_presenter else reply_to,
        references=_first_message_id(s, person.id),
        unsubscribe=unsubscribe,
        key=notice.key,
        calendars=tuple(parts),
    )


def _in_place_of(s: Situation, to: Recipient, code: str) -> tuple[str, ...]:
    """What a deputy who is called sees in the calendar."""
    call = deputy_notices.call_of(s, to.person.id) if to.is_deputy and to.is_called else None
    if call is None:
        return ()
    name = deputy_values.absent_name(s, call)
    return (language(code)("You are called as a deputy for %(name)s.", name=name),)


def _first_message_id(s: Situation, person_id: int) -> str | None:
    """The person's first mail of this meeting's UID, so that all about it stand in one thread."""
    if s.meeting is None:
        return None
    rows = (
        row
        for row in s.told_to.get(person_id, ())
        if row.meeting_id == s.meeting.id and row.kind != Kind.TEST
    )
    first = next(rows, None)
    return first.message_id if first else None


def _calendar_part(
    s: Situation,
    meeting: Meeting,
    to: Recipient,
    code: str,
    organizer: str,
    setup: MailSetup,
    now: datetime,
) -> tuple[str, bytes]:
    method = Method.CANCEL if meeting.is_cancelled or to.uninvited else Method.REQUEST
    shown = for_members(calendar_meeting(s.council, meeting, setup.links))
    part = Invitation(
        method,
        replace(
            shown,
            is_busy=not to.uninvited,
            raises=seating.sequence_raises(meeting, s.members, s.calls, to.person.id),
            personal=_in_place_of(s, to, code),
        ),
        organizer,
        s.council.name,
        to.person.email,
        to.person.name,
        now,
        _PARTSTAT.get(s.answers().get(to.person.id), "NEEDS-ACTION"),
    )
    return method.value, invitation_octets(part, language(code))
