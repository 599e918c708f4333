"""Actions: a letter that was asked for on a page. It is of neither meeting nor year, and leaves first.

A stranger who asks learns nothing of whether the address is known: the same answer, and as much work, either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from enum import StrEnum
from urllib.parse import quote

from scheduler.clock import Wall
from scheduler.councils import accounts, addresses, passwords
from scheduler.councils import store as councils
from scheduler.councils.account_rows import Try
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.history.rows import Actor
from scheduler.language import language
from scheduler.mail import delivery_reports, message
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
    ADDRESS_CHANGED = "address_changed"


@dataclass(frozen=True, slots=True)
class Site:
    """The installation as its letters name it; `keeper` and `contact` (an address, or empty) are who runs it."""

    name: str
    url: str
    language: str
    zone: str
    keeper: str
    contact: str


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The address that was written, and from where. `real_now` is the machine's clock, also in a rehearsal."""

    email: str
    origin: str
    now: datetime
    real_now: datetime
    setup: MailSetup
    site: Site


@dataclass(frozen=True, slots=True)
class _Letter:
    """`link` is what it is for, and works until `until`. `lives`: how long it may wait. `to` is None for a stranger.

    `addresses`: the old and the new one, where it tells of them.
    """

    text: RequestedText
    link: str
    to: Person | None
    council: Council | None = None
    until: datetime | None = None
    lives: timedelta = KINDS[Kind.SIGN_IN].lives
    councils: Sequence[Council] = ()
    inviter: str = ""
    kind: Kind = Kind.SIGN_IN
    addresses: tuple[str, str] = ("", "")


def order_sign_in_letter(session: Session, request: LinkRequest, *, next_page: str) -> None:
    """Mails a secretary a link that signs in once, within the hour, and leads on to `next_page`.

    Raises: InvalidInput (`email`) for what is no address; TooManyTries.
    """
    person, number = _count_request(session, request)
    account = councils.account_of(session, person.id) if person else None
    secret = passwords.secret()
    if account:
        secret = accounts.make_link(session, account, now=request.real_now)
    link = f"{request.site.url}/login/{secret}"
    link += f"?next={quote(next_page)}" if next_page else ""
    until = request.real_now + accounts.LINK_LIVES
    letter = _Letter(RequestedText.SIGN_IN, link, person if account else None, until=until)
    _order(session, letter, request, number)


def order_personal_link(session: Session, request: LinkRequest) -> None:
    """Mails a member the link to their own page, one for all their councils.

    Raises: as `order_sign_in_letter`.
    """
    person, number = _count_request(session, request)
    terms = councils.terms(session, person.id) if person else []
    of = list(dict.fromkeys(council for _, council in terms))
    link = request.setup.links.page(*(person.id, person.link_version) if person else (0, 0))
    to, council = (person, of[0]) if of else (None, None)
    letter = _Letter(RequestedText.PERSONAL_LINK, link, to, council, councils=of)
    _order(session, letter, request, number)


def order_invitation(
    session: Session, request: LinkRequest, *, council: Council, name: str, by: Actor
) -> None:
    """Lets whoever has the address keep the council, and mails them a link that signs in once, within a week.

    Whoever keeps it already gets a new link. `name` is that of a person who is not known here; others keep theirs.
    Raises: InvalidInput (`email`) for what is no address; TooManyTries where as many links were mailed lately.
    """
    known, number = _count_request(session, request)
    name = "" if known else name.strip()[:200]
    account = accounts.add_account(
        session, request.email, name=name, councils=[council], by=by, now=request.now
    )
    lives = accounts.INVITATION_LIVES
    secret = accounts.make_link(session, account, now=request.real_now, lives=lives)
    link, until = f"{request.site.url}/login/{secret}", request.real_now + lives
    to, text = account.person, RequestedText.INVITATION
    letter = _Letter(text, link, to, council, until, lives, inviter=by.name)
    _order(session, letter, request, number)


def order_address_letters(
    session: Session, person: Person, request: LinkRequest, *, old: str
) -> None:
    """Tells the old address and the new one, `request.email`, where mail goes from now on.

    The new one lives, since the person says so. Raises: TooManyTries where it was written as often lately.
    """
    _, number = _count_request(session, request)
    delivery_reports.lift_suppression(session, person.email)
    of = list(dict.fromkeys(council for _, council in councils.terms(session, person.id)))
    for part, address in (("new", person.email), ("old", old)):
        to = Person(id=person.id, name=person.name, email=address, language=person.language)
        letter = _Letter(
            RequestedText.ADDRESS_CHANGED, "", to, of[0] if of else None,
            lives=KINDS[Kind.ADDRESS_CHANGED].lives, councils=of,
            kind=Kind.ADDRESS_CHANGED, addresses=(old, person.email),
        )  # fmt: skip
        _order(session, letter, request, f"{number}-{part}")


def _count_request(session: Session, request: LinkRequest) -> tuple[Person | None, str]:
    """Whose address it is, and the number of the request."""
    email = addresses.checked_address(request.email)
    counted = accounts.note_try(
        session, Try.LINK, email, origin=request.origin, now=request.real_now
    )
    return councils.person_by_email(session, email), str(counted.id)


def _order(session: Session, letter: _Letter, request: LinkRequest, number: str) -> None:
    """Makes the letter in any case, and orders it where there is someone to have it."""
    council, now, setup, site = letter.council, request.now, request.setup, request.site
    person = letter.to or Person(id=0, name="", email=request.email.strip(), language=None)
    made = _render(letter, person, site)
    reply_to = (site.keeper, site.contact) if site.contact else None
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
        reply_to=(council.name, council.reply_to.email) if council else reply_to,
        key=f"{letter.text}/{number}",
    )
    notice = PlannedNotice(mail.key, letter.kind, number, now, now + letter.lives, ())
    row = issue.letter_row(notice, person, letter.text, mail.message_id, now)
    issue.pack_mail(row, mail)
    if letter.to:
        issued = NoticeIssue(
            key=notice.key, kind=notice.kind, occasion=notice.occasion, revision=0, facts={},
            issued_at=now,
        )  # fmt: skip
        issue.put_order(session, issued, [row], setup)


def _render(letter: _Letter, person: Person, site: Site) -> RenderedLetter:
    """In the person's language, else in that of the council or site. Each text takes the fields that it names."""
    council, link = letter.council, letter.link
    speak = language(person.language or (council.language if council else site.language))
    other = f"lang={'sv' if speak.code == 'en' else 'en'}"
    until = Wall.at(letter.until, site.zone) if letter.until else None
    name, names = person.first_name, [council.name for council in letter.councils]
    values = {
        "greeting": speak("Hello %(name)s,", name=name) if name else speak("Hello,"),
        "site": site.name,
        "site_link": site.url,
        "council": council.name if council else "",
        "councils": speak.listed(names or [site.name]),
        "inviter": letter.inviter,
        "old_address": letter.addresses[0],
        "new_address": letter.addresses[1],
        "sign_in_link": link,
        "page_link": link,
        "works_until": speak.long(until.date, until.time) if until else "",
        "contact": site.contact,
        "secretary": (council.contact or council.name) if council else site.keeper,
        "other_language": "" if person.language else f"{link}{'&' if '?' in link else '?'}{other}",
    }
    return render.fill_template(
        render.standard_template(letter.text, speak.code), values, speak.code
    )
