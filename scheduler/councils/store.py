"""How councils and people are asked for."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.orm import joinedload

from scheduler.councils.account_rows import (
    Account,
    AccountCouncil,
    AccountSession,
    OneTimeLink,
    SignInFailure,
    Try,
)
from scheduler.councils.rows import Council, Installation, Member, Person, Seat
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, NotFound

_SIGN_IN_LOCK = 5_477_302  # any number of ours, other than that of db/schema.py
_NO_COUNCIL = N_("There is no council called “%(slug)s”.")
_KEEPS_NOT = N_("That account does not keep the council.")


def installation(session: Session) -> Installation:
    return session.scalars(select(Installation)).one()


def _councils() -> Select[Council]:
    return select(Council).options(joinedload(Council.reply_to)).order_by(Council.id)


def councils(session: Session) -> list[Council]:
    """All councils with their reply_to, in the order they were made."""
    return list(session.scalars(_councils()))


def council(session: Session, slug: str) -> Council:
    """The council with its reply_to. Raises: NotFound."""
    found = session.scalars(_councils().where(Council.slug == slug)).one_or_none()
    if found is None:
        raise NotFound(_NO_COUNCIL, slug=slug)
    return found


def public_council(session: Session, slug: str) -> Council:
    """The same for whoever asks: one that is not public does not exist for them. Raises: NotFound."""
    found = council(session, slug)
    if not found.is_public:
        raise NotFound(_NO_COUNCIL, slug=slug)
    return found


def council_by_id(session: Session, council_id: int) -> Council:
    """The council with its reply_to, read anew."""
    return session.scalars(_council_by_id(), {"council": council_id}).one()


@cache
def _council_by_id() -> Select[Council]:
    """Made once, as those below: every letter asks them all (notices/load_situation.py)."""
    query = _councils().where(Council.id == bindparam("council"))
    return query.execution_options(populate_existing=True)


def lock(session: Session, council_id: int) -> None:
    """The council's row stays as it is until the transaction ends: of two who save at once the later is told."""
    session.execute(select(Council.id).where(Council.id == council_id).with_for_update())


def set_feed_from(session: Session, council: Council, day: date) -> None:
    """The first day in the feed: a derived column, written past the touch rule."""
    table = Council.metadata.tables["council"]
    session.execute(update(table).where(table.c.id == council.id).values(feed_from_on=day))
    session.refresh(council, ["feed_from_on"])


def person_by_email(session: Session, email: str) -> Person | None:
    """Addresses are one per person; case tells nobody apart."""
    return next(iter(people_by_email(session, [email])), None)


def people_by_email(session: Session, emails: Iterable[str]) -> list[Person]:
    query = select(Person).where(func.lower(Person.email).in_({e.lower() for e in emails}))
    return list(session.scalars(query.order_by(Person.id)))


def add_person(
    session: Session, name: str, email: str, *, phone: str = "", language: str = ""
) -> Person:
    """Somebody new; an empty language is their council's."""
    person = Person(name=name, email=email, phone=phone, language=language or None)
    session.add(person)
    flush(session, Conflict())
    return person


def person(session: Session, person_id: int) -> Person:
    """Raises: NotFound."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound
    return found


def members(session: Session, council_id: int, *, person_id: int | None = None) -> list[Member]:
    """Every term of the council, ended ones too, with person and seats, in the order they were added.

    Those of one person where `person_id` is given.
    """
    query = _members(of_one=person_id is not None)
    return list(session.scalars(query, {"council": council_id, "person": person_id}))


def lasting_terms(session: Session, council_id: int, today: date) -> list[Member]:
    """Those of all terms that are not over, also those that have not begun."""
    return [term for term in members(session, council_id) if not term.is_over(today)]


@cache
def _members(*, of_one: bool) -> Select[Member]:
    query = (
        select(Member)
        .where(Member.council_id == bindparam("council"))
        .options(joinedload(Member.person), joinedload(Member.seat), joinedload(Member.deputy_for))
        .order_by(Member.id)
        .execution_options(populate_existing=True)
    )
    return query.where(Member.person_id == bindparam("person")) if of_one else query


def seats(session: Session, council_id: int) -> list[Seat]:
    query = select(Seat).where(Seat.council_id == council_id).order_by(Seat.position)
    return list(session.scalars(query))


def terms(session: Session, person_id: int) -> list[tuple[Member, Council]]:
    """The person's terms in all councils."""
    query = (
        select(Member, Council)
        .join(Council, Council.id == Member.council_id)
        .where(Member.person_id == person_id)
        .options(joinedload(Council.reply_to))
        .order_by(Council.id, Member.id)
    )
    return [(term, council) for term, council in session.execute(query)]


def people_without_term(session: Session, before: date) -> list[tuple[Person, date]]:
    """Those whose every term ended before that day, and whose links have not been ended since; with their last day."""
    last = func.max(Member.until_on)
    query = (
        select(Person, last)
        .join(Member, Member.person_id == Person.id)
        .group_by(Person.id)
        .having(func.count() == func.count(Member.until_on), last < before)
        .having(Person.links_ended_on.is_(None) | (Person.links_ended_on < last))
        .order_by(Person.id)
    )
    return [(person, day) for person, day in session.execute(query) if day]


def other_councils(session: Session, person_id: int, council_id: int | None) -> list[int]:
    """Councils beside this one where the person sits or has sat, that answer at their address, or that they keep."""
    sits = select(Member.council_id).where(Member.person_id == person_id)
    answers = select(Council.id).where(Council.reply_to_id == person_id)
    keeps = select(AccountCouncil.council_id).join(Account).where(Account.person_id == person_id)
    found = set(session.scalars(sits.union(answers, keeps)))
    return sorted(id for id in found if id != council_id)


# accounts


def _accounts() -> Select[Account]:
    return select(Account).options(joinedload(Account.person)).order_by(Account.id)


def accounts(session: Session) -> list[Account]:
    """All accounts with their persons, in the order they were made."""
    return list(session.scalars(_accounts()))


def account(session: Session, account_id: int) -> Account:
    """With its person."""
    return session.scalars(_accounts().where(Account.id == account_id)).one()


def account_of(session: Session, person_id: int) -> Account | None:
    return session.scalars(_accounts().where(Account.person_id == person_id)).one_or_none()


def accounts_of_council(session: Session, council_id: int) -> list[Account]:
    """Those that keep the council, with their persons, read anew, in the order they were made."""
    return list(session.scalars(_accounts_of_council(), {"council": council_id}))


@cache
def _accounts_of_council() -> Select[Account]:
    query = _accounts().join(AccountCouncil, AccountCouncil.account_id == Account.id)
    query = query.where(AccountCouncil.council_id == bindparam("council"))
    return query.execution_options(populate_existing=True)


def councils_of_account(session: Session, account_id: int) -> list[Council]:
    """The councils it keeps, with their reply_to, in the order they were made."""
    query = _councils().join(AccountCouncil, AccountCouncil.council_id == Council.id)
    return list(session.scalars(query.where(AccountCouncil.account_id == account_id)))


def account_council(session: Session, account_id: int, council_id: int) -> AccountCouncil:
    """Raises: NotFound where the account does not keep the council."""
    found = session.get(AccountCouncil, (account_id, council_id), populate_existing=True)
    if found is None:
        raise NotFound(_KEEPS_NOT)
    return found


def forget_ways_in(session: Session, account_id: int) -> None:
    for row in (AccountSession, OneTimeLink):
        session.execute(delete(row).where(row.account_id == account_id))


def account_session(session: Session, secret_hash: str) -> AccountSession | None:
    query = select(AccountSession).where(AccountSession.secret_hash == secret_hash)
    return session.scalars(query).one_or_none()


def sessions(session: Session, account_id: int) -> list[AccountSession]:
    """Those that have not been ended, newest first."""
    query = select(AccountSession).where(
        AccountSession.account_id == account_id, AccountSession.ended_at.is_(None)
    )
    return list(session.scalars(query.order_by(AccountSession.id.desc())))


def one_time_link(session: Session, secret_hash: str) -> OneTimeLink | None:
    """Locked, so that two presses at once spend it once."""
    query = select(OneTimeLink).where(OneTimeLink.secret_hash == secret_hash).with_for_update()
    return session.scalars(query).one_or_none()


def take_turn_to_sign_in(session: Session) -> None:
    """Until the transaction ends nobody else counts a try. On SQLite whoever writes has the turn anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_SIGN_IN_LOCK)))


def tries(
    session: Session, what: Try, *, address_hash: str, origin: str, since: datetime
) -> tuple[int, int]:
    """How many of these there have been for the address, and from the origin."""
    recent = select(func.count()).where(SignInFailure.what == what, SignInFailure.at >= since)
    by_address = session.scalars(recent.where(SignInFailure.address_hash == address_hash)).one()
    by_origin = session.scalars(recent.where(SignInFailure.origin == origin)).one()
    return by_address, by_origin


def forget_try(session: Session, try_id: int) -> None:
    session.execute(delete(SignInFailure).where(SignInFailure.id == try_id))
