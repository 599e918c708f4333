"""Rule: makes the mail of one letter, with the calendar parts of its recipient."""

from typing import NamedTuple

from scheduler.config import Config
from scheduler.config import Mail as MailConfig
from scheduler.councils.store import installation
from scheduler.db.session import Session
from scheduler.links import Links, Signer
from scheduler.mail.message import Mail
from scheduler.notices.calendar_parts import invitation, presenter_file
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import OneLetter, Situation


class MailSetup(NamedTuple):
    """One installation's addresses and mail settings, which every letter needs."""

    links: Links
    mail: MailConfig
    message_domain: str


def mail_setup(session: Session, config: Config) -> MailSetup:
    """The secret is that of the file that [site] secret_file names, else that of the database."""
    row, mail = installation(session), config.mail
    signer = Signer(config.site.secret() or row.secret)
    return MailSetup(Links(config.site.url, signer, mail.reply_mailbox), mail, row.uid_domain)


def build_mail(letter: OneLetter, made: RenderedLetter, message_id: str, setup: MailSetup) -> Mail:
    """The letter as one person gets it: addresses, headers, text, and the calendar part of each meeting it is about."""
    s, notice, person = letter.situation, letter.notice, letter.to.person
    council, links = s.council, setup.links
    invited = letter.to.calendar and links.mailbox is not None
    meetings = (notice.about or ((s.meeting,) if s.meeting else ())) if invited else ()
    parts = [invitation(letter, meeting, links, made.language) for meeting in meetings]
    if notice.kind is Kind.PRESENTER:
        parts += presenter_file(letter, links, made.language)
    sender, unsubscribe = setup.mail.sender, None
    if meetings:  # Gmail warns where From and ORGANIZER differ, and answers go to ORGANIZER
        sender = links.reply_address(meetings[0].id, person.id)
    if KINDS[notice.kind].choice:
        unsubscribe = links.unsubscribe(person.id, person.link_version, notice.kind)
    return Mail(
        message_id=message_id,
        from_name=council.name,
        from_address=sender,
        to_name=person.name,
        to_address=person.email,
        **made._asdict(),
        made_at=letter.at,
        reply_to=None if meetings else (council.name, council.reply_to.email),
        references=_first_message_id(s, person.id),
        unsubscribe=unsubscribe,
        key=notice.key,
        calendars=tuple(parts),
    )


def _first_message_id(s: Situation, person_id: int) -> str | None:
    """The person's first mail of this meeting's UID, so that all about it stand in one thread."""
    meeting_id = s.meeting.id if s.meeting else 0
    rows = (r for r in s.letters_to(person_id) if r.meeting_id == meeting_id)
    return next((row.message_id for row in rows if row.kind != Kind.TEST), None)
