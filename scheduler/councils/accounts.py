"""Actions: accounts of secretaries, their one-time links and sessions, and the count of failed sign-ins."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.councils import passwords, store
from scheduler.councils.account_rows import (
    Account,
    AccountCouncil,
    AccountSession,
    OneTimeLink,
    SignInFailure,
    Try,
)
from scheduler.councils.addresses import checked_address
from scheduler.councils.rows import Council
from scheduler.db.base import Json
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, Forbidden, LinkExpired, UserError
from scheduler.history import store as history
from scheduler.history.rows import Actor

LINK_LIVES = timedelta(hours=1)
INVITATION_LIVES = timedelta(days=7)
SESSION_LIVES = timedelta(days=14)
_WINDOW = timedelta(minutes=15)
_MOST = {Try.PASSWORD: (5, 30), Try.LINK: (3, 30)}
"""How many failed passwords, and how many links asked for, within the window: for one address, and from one origin."""
_TOO_MANY_LINKS = N_(
    "A link has been asked for many times. Look in your mail, or wait a quarter of an hour."
)


class TooManyTries(UserError):
    """Sign-in from here, or to this address, must wait. The same whether the address exists or not."""

    text = N_("Too many tries. Wait a quarter of an hour, or sign in by a mailed link.")


class WrongPassword(Forbidden):
    """The same words whether the address exists or not."""

    text = N_("The e-mail address or the password is not right.")


class LastAccount(Conflict):
    """A council would be left without an account."""

    text = N_("No other account keeps %(councils)s. Let somebody else keep it first.")


def add_account(
    session: Session,
    email: str,
    *,
    name: str,
    councils: Sequence[Council],
    is_operator: bool | None = None,
    by: Actor,
    now: datetime,
) -> Account:
    """The account of that address, made where there is none, keeping these councils beside those it has.

    None leaves it as it is whether the account is an operator's, who sees how the installation fares and sets it up.
    """
    address = checked_address(email)
    person = store.person_by_email(session, address)
    if person is None:
        person = store.add_person(session, name or address.partition("@")[0], address)
    elif name and not store.terms(session, person.id):
        person.name = name
    account = store.account_of(session, person.id)
    if account is None:
        account = Account(person_id=person.id, person=person, is_operator=False, created_at=now)
        session.add(account)
        session.flush()
    kept = {council.id for council in store.councils_of_account(session, account.id)}
    after: Json = {"person": person.id, "name": person.name}
    for of in [council.id for council in councils if council.id not in kept]:
        session.add(AccountCouncil(account_id=account.id, council_id=of))
        history.record(session, "account added", by=by, now=now, council_id=of, after=after)
    if is_operator is not None and is_operator != account.is_operator:
        account.is_operator = is_operator
        after = {"account": account.id, "is_operator": is_operator}
        history.record(session, "operator changed", by=by, now=now, after=after)
    session.flush()
    return account


def end_access(
    session: Session,
    account: Account,
    councils: Sequence[Council],
    *,
    is_forced: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Ends the account's access to these councils, at once and in every browser.

    Raises: NotFound where it keeps one of them not; LastAccount where nobody else keeps one of them, unless forced.
    """
    for council in councils:
        # Of two who take each other away at once, the later finds that she is the last.
        store.lock(session, council.id)
    kept = [store.account_council(session, account.id, council.id) for council in councils]
    last = [one.slug for one in councils if len(store.accounts_of_council(session, one.id)) == 1]
    if last and not is_forced:
        raise LastAccount(councils=", ".join(last))
    told: Json = {"person": account.person_id, "name": account.person.name}
    for row in kept:
        of = row.council_id
        session.delete(row)
        history.record(session, "account removed", by=by, now=now, council_id=of, before=told)
    session.flush()


def close_account(
    session: Session, account: Account, *, is_forced: bool = False, by: Actor, now: datetime
) -> None:
    """Ends the account with all that it keeps, its sessions, links and password; the person stays.

    Raises: LastAccount where nobody else keeps one of its councils, unless forced.
    """
    kept = store.councils_of_account(session, account.id)
    end_access(session, account, kept, is_forced=is_forced, by=by, now=now)
    told: Json = {"account": account.id, "person": account.person_id}
    store.forget_ways_in(session, account.id)
    session.delete(account)
    session.flush()
    history.record(session, "account closed", by=by, now=now, before=told)


def set_password(
    session: Session, account: Account, *, password_hash: str, by: Actor, now: datetime
) -> None:
    """The hash comes ready made, since it is slow. Every other session of the account is ended."""
    account.password_hash = password_hash
    end_sessions(session, account.id, now=now)
    history.record(session, "password changed", by=by, now=now, after={"account": account.id})


def make_link(
    session: Session, account: Account, *, now: datetime, lives: timedelta = LINK_LIVES
) -> str:
    """The secret of a link that signs in once, within the hour or as long as it lives."""
    secret, until = passwords.secret(), now + lives
    kept = passwords.digest(secret)
    session.add(OneTimeLink(account_id=account.id, secret_hash=kept, expires_at=until))
    session.flush()
    return secret


def spend_link(session: Session, secret: str, *, now: datetime) -> Account:
    """The account the link is for; the link is spent by it. Raises: LinkExpired where it is spent, too old or none."""
    link = store.one_time_link(session, passwords.digest(secret))
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise LinkExpired
    link.used_at = now
    session.flush()
    return store.account(session, link.account_id)


def begin_session(session: Session, account: Account, *, program: str, now: datetime) -> str:
    """Signs a browser in; gives the secret for its cookie."""
    secret = passwords.secret()
    begun = AccountSession(account_id=account.id, program=program[:200], created_at=now)
    begun.secret_hash = passwords.digest(secret)
    session.add(begun)
    session.flush()
    return secret


def signed_in(session: Session, secret: str, *, now: datetime) -> AccountSession | None:
    found = store.account_session(session, passwords.digest(secret))
    is_live = found and found.ended_at is None and found.created_at + SESSION_LIVES > now
    return found if is_live else None


def live_sessions(session: Session, account_id: int, *, now: datetime) -> list[AccountSession]:
    """Where the account is signed in, newest first."""
    begun_after = now - SESSION_LIVES
    return [one for one in store.sessions(session, account_id) if one.created_at > begun_after]


def end_sessions(
    session: Session,
    account_id: int,
    *,
    only: int | None = None,
    but: int | None = None,
    now: datetime,
) -> None:
    """Ends the account's own sessions: all, `only` that one, or all `but` one."""
    for found in store.sessions(session, account_id):
        if found.id != but and only in (None, found.id):
            found.ended_at = now
    session.flush()


def note_try(
    session: Session, what: Try, email: str, *, origin: str, now: datetime
) -> SignInFailure:
    """Counts one more, before it is known whether it succeeds, so that many at once are counted too.

    Raises: TooManyTries after 5 failed passwords or 3 links for an address, or 30 from one origin, within a quarter
    of an hour; that one is not counted.
    """
    most_by_address, most_by_origin = _MOST[what]
    address_hash = passwords.digest(email.strip().lower())
    store.take_turn_to_sign_in(session)
    by_address, by_origin = store.tries(
        session, what, address_hash=address_hash, origin=origin[:60], since=now - _WINDOW
    )
    if by_address >= most_by_address or by_origin >= most_by_origin:
        raise TooManyTries(_TOO_MANY_LINKS if what is Try.LINK else None)
    counted = SignInFailure(what=what, address_hash=address_hash, origin=origin[:60], at=now)
    session.add(counted)
    session.flush()
    return counted
