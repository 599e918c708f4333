"""Actions: a letter that was asked for on a page. It is of neither meeting nor year, and leaves first.

A stranger who asks learns nothing of whether the address is known: the same answer, and as much work, either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from enum import StrEnum
from urllib.parse import quote

from scheduler.clock import Wall
from scheduler.councils import accounts, addresses, passwords
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Person, Try
from scheduler.db.session import Session
from scheduler.history.rows import Actor
from scheduler.language import Language, language
from scheduler.mail import message
from scheduler.notices import issue, render
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice


class RequestedText(StrEnum):
    """The texts, by the names of their files."""

    SIGN_IN = "sign_in"
    PERSONAL_LINK = "personal_link"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The address that was written, and from where. `real_now` is the machine's clock, also in a rehearsal."""

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
    session: Session, request: LinkRequest, setup: MailSetup, site: Site, *, next_page: str
) -> None:
    """Mails a secretary a link that signs in once, within the hour, and leads on to `next_page`.

    Raises: InvalidInput (`email`) for what is no address; TooManyTries.
    """
    person, number = _count_request(session, request)
    account = councils.account_of(session, person.id) if person else None
    secret = passwords.secret()
    if account:
        secret = accounts.make_link(session, account, now=request.real_now)
    link = f"{site.url}/login/{secret}" + (f"?next={quote(next_page)}" if next_page else "")
    to = person if account else None
    until = Wall.at(request.real_now + accounts.LINK_LIVES, site.zone)
    speak = _language_of(to, site.language)
    values = {
        "sign_in_link": link,
        "works_until": speak.long(until.date, until.time),
        "contact": site.contact,
        "secretary": site.keeper,
        "other_language": _other_language_link(link, to, speak),
    }
    _order(session, RequestedText.SIGN_IN, to, values, None, setup, site, request, number)


def order_personal_link(
    session: Session, request: LinkRequest, setup: MailSetup, site: Site
) -> None:
    """Mails a member the link to their own page, one for all their councils.

    Raises: as `order_sign_in_letter`.
    """
    person, number = _count_request(session, request)
    terms = councils.terms(session, person.id) if person else []
    councils_of = list(dict.fromkeys(council for _, council in terms))
    council = councils_of[0] if councils_of else None
    link = setup.links.page(person.id if person else 0, person.link_version if person else 0)
    to = person if council else None
    speak = _language_of(to, council.language if council else site.language)
    values = {
        "page_link": link,
        "councils": speak.listed([council.name for council in councils_of] or [site.name]),
        "secretary": (council.contact or council.name) if council else site.keeper,
        "other_language": _other_language_link(link, to, speak),
    }
    _order(session, RequestedText.PERSONAL_LINK, to, values, council, setup, site, request, number)


def order_invitation(
    session: Session,
    request: LinkRequest,
    setup: MailSetup,
    site: Site,
    *,
    council: Council,
    name: str,
    by: Actor,
) -> None:
    """Lets whoever has the address keep the council, and mails them a link that signs in once, within a week.

    Whoever keeps it already gets a new link. `name` is that of a person who is not known here; others keep theirs.
    Raises: InvalidInput (`email`) for what is no address; TooManyTries where as many links were mailed lately.
    """
    known, number = _count_request(session, request)
    account = accounts.add_account(
        session,
        request.email,
        name="" if known else name.strip()[:200],
        councils=[council],
        by=by,
        now=request.now,
    )
    to, lives = account.person, accounts.INVITATION_LIVES
    secret = accounts.make_link(session, account, now=request.real_now, lives=lives)
    link = f"{site.url}/login/{secret}"
    until = Wall.at(request.real_now + lives, site.zone)
    speak = _language_of(to, council.language)
    values = {
        "inviter": by.name,
        "council": council.name,
        "sign_in_link": link,
        "works_until": speak.long(until.date, until.time),
        "secretary": council.contact or council.name,
        "other_language": _other_language_link(link, to, speak),
    }
    _order(session, RequestedText.INVITATION, to, values, council, setup, site, request, number)


def render_requested(
    text: RequestedText, person: Person, values: Mapping[str, str], site: Site, *, otherwise: str
) -> RenderedLetter:
    """In the person's language, else in `otherwise`."""
    speak, name = _language_of(person, otherwise), person.first_name
    common = {
        "greeting": speak("Hello %(name)s,", name=name) if name else speak("Hello,"),
        "site": site.name,
        "site_link": site.url,
    }
    template = render.standard_template(text, speak.code)
    return render.fill_template(template, common | dict(values), speak.code)


def _language_of(person: Person | None, otherwise: str) -> Language:
    return language((person.language if person else None) or otherwise)


def _other_language_link(link: str, person: Person | None, speak: Language) -> str:
    """The link for one who reads the other language; empty where theirs is known."""
    if person and person.language:
        return ""
    return f"{link}{'&' if '?' in link else '?'}lang={'sv' if speak.code == 'en' else 'en'}"


def _count_request(session: Session, request: LinkRequest) -> tuple[Person | None, int]:
    """Whose address it is, and the number of the request."""
    email = addresses.checked_address(request.email)
    counted = accounts.note_try(
        session, Try.LINK, email, origin=request.origin, now=request.real_now
    )
    return councils.person_by_email(session, email), counted.id


def _order(
    session: Session,
    text: RequestedText,
    to: Person | None,
    values: Mapping[str, str],
    council: Council | None,
    setup: MailSetup,
    site: Site,
    request: LinkRequest,
    number: int,
) -> None:
    """Makes the letter in any case, and orders it where there is someone to have it."""
    person = to or Person(id=0, name="", email=request.email.strip(), language=None)
    now = request.now
    otherwise, reply_to = site.language, (site.keeper, site.contact) if site.contact else None
    if council:
        otherwise, reply_to = council.language, (council.name, council.reply_to.email)
    made = render_requested(text, person, values, site, otherwise=otherwise)
    mail = message.Mail(
        message_id=make_msgid(domain=setup.message_domain),
        from_name=council.name if council else site.name,
        from_address=setup.mail.sender,
        to_name=person.name,
        to_address=person.email,
        subject=made.subject,
        text=made.text,
        language=made.language,
        made_at=now,
        reply_to=reply_to,
        key=f"{text}/{number}",
    )
    is_invitation = text is RequestedText.INVITATION
    until = now + (accounts.INVITATION_LIVES if is_invitation else KINDS[Kind.SIGN_IN].lives)
    notice = PlannedNotice(mail.key, Kind.SIGN_IN, str(number), now, until, ())
    row = issue.letter_row(notice, person, text, mail.message_id, now)
    issue.pack_mail(row, mail)
    if to is None:
        return
    issued = NoticeIssue(
        key=notice.key, kind=notice.kind, occasion=notice.occasion, revision=0, facts={},
        issued_at=now,
    )  # fmt: skip
    issue.put_order(session, issued, [row], setup)
