"""Actions: a letter that was asked for on a page. It is of neither meeting nor year, and leaves first.

A stranger who asks learns nothing of whether the address is known: the same answer, and as much work, either way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from urllib.parse import quote

from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import accounts, addresses, passwords
from scheduler.councils import store as councils
from scheduler.councils.account_rows import Try
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.history.rows import Actor
from scheduler.language import language
from scheduler.mail import delivery_reports, message
from scheduler.notices import order_letters, render
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The address that was written, and from where. `real_now` is the machine's clock, also in a rehearsal."""

    email: str
    origin: str
    now: datetime
    real_now: datetime
    setup: MailSetup
    config: Config


def order_sign_in_letter(session: Session, request: LinkRequest, *, next_page: str) -> None:
    """Mails a secretary a link that signs in once, within the hour, and leads on to `next_page`.

    Raises: InvalidInput (`email`) for what is no address; TooManyTries.
    """
    person, number = _count_request(session, request)
    account = councils.account_of(session, person.id) if person else None
    secret = passwords.secret()
    if account:
        secret = accounts.make_link(session, account, now=request.real_now)
    link = f"{request.config.site.url}/login/{secret}"
    link += f"?next={quote(next_page)}" if next_page else ""
    _order(session, request, "sign_in", number, person if account else None, link=link)


def order_personal_link(session: Session, request: LinkRequest) -> None:
    """Mails a member the link to their own page, one for all their councils.

    Raises: as `order_sign_in_letter`.
    """
    person, number = _count_request(session, request)
    of = _councils_of(session, person) if person else []
    link = request.setup.links.page(*(person.id, person.link_version) if person else (0, 0))
    _order(session, request, "personal_link", number, person if of else None, of, link)


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
    link, to = f"{request.config.site.url}/login/{secret}", account.person
    _order(session, request, "invitation", number, to, [council], link, inviter=by.name)


def order_address_letters(
    session: Session, person: Person, request: LinkRequest, *, old: str
) -> None:
    """Tells the old address and the new one, `request.email`, where mail goes from now on.

    The new one lives, since the person says so. Raises: TooManyTries where it was written as often lately.
    """
    _, number = _count_request(session, request)
    delivery_reports.lift_suppression(session, person.email)
    of, new = _councils_of(session, person), person.email
    for part, address in (("new", new), ("old", old)):
        to = Person(id=person.id, name=person.name, email=address, language=person.language)
        of_part = f"{number}-{part}"
        _order(
            session, request, "address_changed", of_part, to, of, old_address=old, new_address=new
        )


def _councils_of(session: Session, person: Person) -> list[Council]:
    return list(dict.fromkeys(council for _, council in councils.terms(session, person.id)))


def _count_request(session: Session, request: LinkRequest) -> tuple[Person | None, str]:
    """Whose address it is, and the number of the request."""
    email = addresses.checked_address(request.email)
    counted = accounts.note_try(
        session, Try.LINK, email, origin=request.origin, now=request.real_now
    )
    return councils.person_by_email(session, email), str(counted.id)


def _order(
    session: Session,
    request: LinkRequest,
    text: str,
    number: str,
    to: Person | None,
    of: Sequence[Council] = (),
    link: str = "",
    **own: str,
) -> None:
    """Makes the letter in any case, and orders it where there is someone to have it: `to` is None for a stranger.

    The first council sends it, or the site. `link` is what it is for; `own`: the fields that only this text has.
    """
    kind = Kind.ADDRESS_CHANGED if text == Kind.ADDRESS_CHANGED else Kind.SIGN_IN
    lives = accounts.INVITATION_LIVES if text == "invitation" else KINDS[kind].lives
    now, setup = request.now, request.setup
    site, keeper, council = request.config.site, request.config.organisation, next(iter(of), None)
    person = to or Person(id=0, name="", email=request.email.strip(), language=None)
    made = _render(request, text, person, of, link, request.real_now + lives, own)
    reply_to = (keeper.name or site.name, keeper.email) if keeper.email else None
    mail = message.Mail(
        message_id=make_msgid(domain=setup.message_domain),
        from_name=council.name if council else site.name,
        from_address=setup.mail.sender,
        to_name=person.name,
        to_address=person.email,
        **made._asdict(),
        made_at=now,
        reply_to=(council.name, council.reply_to.email) if council else reply_to,
        key=f"{text}/{number}",
    )
    notice = PlannedNotice(mail.key, kind, number, now, now + lives, ())
    row = order_letters.letter_row(notice, person, text, mail.message_id, now)
    order_letters.pack_mail(row, mail)
    order = NoticeIssue(key=mail.key, kind=kind, occasion=number, revision=0, facts={})
    order.issued_at = now
    if to:
        order_letters.put_order(session, order, [row], setup)


def _render(
    request: LinkRequest,
    text: str,
    person: Person,
    of: Sequence[Council],
    link: str,
    until: datetime,
    own: Mapping[str, str],
) -> RenderedLetter:
    """In the person's language, else in that of the council or site. Each text takes the fields that it names."""
    site, keeper, council = request.config.site, request.config.organisation, next(iter(of), None)
    speak = language(person.language or (council or site).language)
    other = f"{'&' if '?' in link else '?'}lang={'sv' if speak.code == 'en' else 'en'}"
    name, wall = person.first_name, Wall.at(until, site.zone)
    values = {
        **own,
        "greeting": speak("Hello %(name)s,", name=name) if name else speak("Hello,"),
        "site": site.name,
        "site_link": site.url,
        "council": council.name if council else "",
        "councils": speak.listed([council.name for council in of] or [site.name]),
        "sign_in_link": link,
        "page_link": link,
        "works_until": speak.long(wall.date, wall.time),
        "contact": keeper.email or "",
        "secretary": (council.contact or council.name) if council else keeper.name or site.name,
        "other_language": "" if person.language else link + other,
    }
    return render.fill_template(render.standard_template(text, speak.code), values, speak.code)
