"""Actions: a letter that a person asked for on a page. It is of neither meeting nor year, and leaves first.

Whoever asks learns nothing of whether the address is known: the same answer, and as much work, either way.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from enum import StrEnum
from urllib.parse import quote

from scheduler.clock import Wall
from scheduler.councils import accounts, passwords, settings
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Person, Try
from scheduler.db.session import Session
from scheduler.language import Language, language
from scheduler.mail import message
from scheduler.mail import store as outbox
from scheduler.mail.rows import OutboxMessage
from scheduler.notices import render, store
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import TRAITS, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import NoticeIssue

_LIVES = timedelta(hours=1)

FIELDS: Mapping[str, str] = {
    "greeting": "hälsning",
    "site": "webbplats",
    "site_link": "webbadress",
    "sign_in_link": "inloggningslänk",
    "works_until": "gäller_till",
    "page_link": "länk",
    "councils": "råd",
    "contact": "kontakt",
    "sender": "avsändare",
    "other_language": "andra_språket",
}
"""What these texts may name, in English and in Swedish. They are the installation's: no council changes them."""


class RequestedText(StrEnum):
    """The texts, by the names of their files."""

    SIGN_IN = "sign_in"
    PERSONAL_LINK = "personal_link"


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """One who asks: the address they wrote, and from where. `real_now` is the machine's clock, also in a rehearsal."""

    email: str
    origin: str
    now: datetime
    real_now: datetime


@dataclass(frozen=True, slots=True)
class Site:
    """The installation as its letters name it; `keeper` and `contact` (an address, or empty) are who runs it."""

    name: str
    url: str
    language: str
    zone: str
    keeper: str
    contact: str


def order_sign_in_letter(
    session: Session, asking: LinkRequest, setup: MailSetup, site: Site, *, next_page: str
) -> None:
    """Mails a secretary a link that signs in once, within the hour, and leads on to `next_page`.

    Raises: InvalidInput (`email`) for what is no address; TooManyTries.
    """
    person, number = _asked(session, asking)
    account = councils.account_of(session, person.id) if person else None
    secret = (
        accounts.make_link(session, account, now=asking.real_now) if account else passwords.secret()
    )
    more = f"?next={quote(next_page)}" if next_page else ""
    link = f"{site.url}/login/{secret}{more}"
    to = person if person and account else None
    until = Wall.at(asking.real_now + accounts.LINK_LIVES, site.zone)
    says = _says(to, site.language)
    values = {
        "sign_in_link": link,
        "works_until": says.long(until.date, until.time),
        "contact": site.contact,
        "sender": site.keeper,
        "other_language": _in_other(link, to, says),
    }
    _mail(session, RequestedText.SIGN_IN, to, values, None, setup, site, asking, number)


def order_personal_link(
    session: Session, asking: LinkRequest, setup: MailSetup, site: Site
) -> None:
    """Mails a member the link to their own page, one for all their councils. Raises: as `sign_in`."""
    person, number = _asked(session, asking)
    terms = councils.terms(session, person.id) if person else []
    of = list(dict.fromkeys(council for _, council in terms))
    link = setup.links.page(person.id if person else 0, person.link_version if person else 0)
    to = person if of else None
    says = _says(to, of[0].language if of else site.language)
    values = {
        "page_link": link,
        "councils": says.listed([council.name for council in of] or [site.name]),
        "sender": (of[0].contact or of[0].name) if of else site.keeper,
        "other_language": _in_other(link, to, says),
    }
    _mail(
        session,
        RequestedText.PERSONAL_LINK,
        to,
        values,
        of[0] if of else None,
        setup,
        site,
        asking,
        number,
    )


def _says(person: Person | None, otherwise: str) -> Language:
    return language((person.language if person else None) or otherwise)


def _in_other(link: str, person: Person | None, says: Language) -> str:
    """The link for one who reads the other language; empty where theirs is known."""
    if person and person.language:
        return ""
    return f"{link}{'&' if '?' in link else '?'}lang={'sv' if says.code == 'en' else 'en'}"


def _asked(session: Session, asking: LinkRequest) -> tuple[Person | None, int]:
    """Whose address it is, and the number of the request."""
    email = settings.address(asking.email)
    counted = accounts.note_try(session, Try.LINK, email, origin=asking.origin, now=asking.real_now)
    return councils.person_by_email(session, email), counted.id


def _mail(
    session: Session,
    text: RequestedText,
    to: Person | None,
    values: Mapping[str, str],
    of: Council | None,
    setup: MailSetup,
    site: Site,
    asking: LinkRequest,
    number: int,
) -> None:
    """Makes the letter in any case, and orders it where there is someone to have it."""
    person = to or Person(id=0, name="", email=asking.email.strip(), language=None)
    made = render_requested(
        text, person, values, site, otherwise=of.language if of else site.language
    )
    mail = message.Mail(
        message_id=make_msgid(domain=setup.message_domain),
        from_name=of.name if of else site.name,
        from_address=setup.mail.sender,
        to_name=person.name,
        to_address=person.email,
        subject=made.subject,
        text=made.text,
        language=made.language,
        made_at=asking.now,
        reply_to=_replies_to(of, site),
        key=f"{text}/{number}",
    )
    octets = message.octets(mail)
    if to is not None:
        _order(session, text, to, mail, octets, setup, number, asking.now)


def _replies_to(of: Council | None, site: Site) -> tuple[str, str] | None:
    if of:
        return of.name, of.reply_to.email
    return (site.keeper, site.contact) if site.contact else None


def render_requested(
    text: RequestedText, person: Person, values: Mapping[str, str], site: Site, *, otherwise: str
) -> RenderedLetter:
    """In the person's language, else in `otherwise`."""
    says, name = _says(person, otherwise), person.first_name
    common = {
        "greeting": says("Hello %(name)s,", name=name) if name else says("Hello,"),
        "site": site.name,
        "site_link": site.url,
    }
    standard = render.standard_template(text, says.code)
    return render.fill_template(standard, common | dict(values), says.code, FIELDS)


def _order(
    session: Session,
    text: RequestedText,
    to: Person,
    mail: message.Mail,
    octets: bytes,
    setup: MailSetup,
    number: int,
    now: datetime,
) -> None:
    issued = NoticeIssue(
        key=mail.key, kind=Kind.SIGN_IN, occasion=str(number), revision=0, facts={}, issued_at=now
    )
    store.put_issue(session, issued)
    row = OutboxMessage(
        key=f"{mail.key}/{to.email}",
        message_id=mail.message_id,
        issue_id=issued.id,
        kind=Kind.SIGN_IN,
        letter=text,
        person_id=to.id,
        recipient=to.email,
        envelope_from=setup.mail.sender,
        mime=zlib.compress(octets),
        mime_sha256=hashlib.sha256(octets).hexdigest(),
        priority=TRAITS[Kind.SIGN_IN].priority,
        due_at=now,
        next_try_at=now,
        expires_at=now + _LIVES,
        touched=0,
        created_at=now,
    )
    outbox.put(session, row)
    bounces = (setup.mail.bounces or "").partition("@")[2]
    if bounces:
        row.envelope_from = setup.links.envelope_sender(bounces, row.id)
