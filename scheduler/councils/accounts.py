"""Actions: accounts of secretaries, their one-time links and sessions, and the count of failed sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.councils import passwords, settings, store
from scheduler.councils.rows import (
    Account,
    AccountCouncil,
    AccountSession,
    Council,
    OneTimeLink,
    Person,
    SignInFailure,
)
from scheduler.db.session import Session
from scheduler.errors import N_, Forbidden, LinkExpired, UserError
from scheduler.history import store as history
from scheduler.history.rows import Actor

LINK_LIVES = timedelta(hours=1)
SESSION_LIVES = timedelta(days=14)
_WINDOW = timedelta(minutes=15)
_TRIES_BY_ADDRESS, _TRIES_BY_ORIGIN = 5, 30
WRONG = N_("The e-mail address or the password is not right.")
_TOO_MANY = N_("Too many tries. Wait a quarter of an hour, or sign in by a mailed link.")


class TooManyTries(UserError):
    """Sign-in from here, or to this address, must wait."""

    code = "too_many_tries"
    text = _TOO_MANY


class WrongPassword(Forbidden):
    """The same words whether the address exists or not."""

    code = "wrong_password"
    text = WRONG


def add(
    session: Session,
    email: str,
    *,
    name: str,
    councils: Sequence[Council],
    by: Actor,
    now: datetime,
) -> Account:
    """The account of that address, made where there is none, keeping these councils beside those it has."""
    address = settings.address(email)
    person = store.person_by_email(session, address)
    if person is None:
        person = Person(name=name or address.partition("@")[0], email=address)
        session.add(person)
        session.flush()
    elif name and not store.terms(session, person.id):
        person.name = name
    account = store.account_of(session, person.id)
    if account is None:
        account = Account(person_id=person.id, person=person, created_at=now)
        session.add(account)
        session.flush()
    kept = {council.id for council in store.councils_of_account(session, account.id)}
    for council in councils:
        if council.id not in kept:
            session.add(AccountCouncil(account_id=account.id, council_id=council.id))
            history.record(
                session,
                "account added",
                by=by,
                now=now,
                council_id=council.id,
                after={"person": person.id},
            )
    session.flush()
    return account


def set_password(
    session: Session, account: Account, *, password_hash: str, by: Actor, now: datetime
) -> None:
    """The hash comes ready made, since it is slow. Every other session of the account is ended."""
    account.password_hash = password_hash
    for signed_in in store.sessions(session, account.id):
        signed_in.ended_at = now
    session.flush()
    history.record(session, "password changed", by=by, now=now, after={"account": account.id})


def make_link(session: Session, account: Account, *, now: datetime) -> str:
    """The secret of a link that signs in once within the hour."""
    secret = passwords.secret()
    session.add(
        OneTimeLink(
            account_id=account.id, secret_hash=passwords.digest(secret), expires_at=now + LINK_LIVES
        )
    )
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
    session.add(
        AccountSession(
            account_id=account.id,
            secret_hash=passwords.digest(secret),
            program=program[:200],
            created_at=now,
        )
    )
    session.flush()
    return secret


def signed_in(session: Session, secret: str, *, now: datetime) -> AccountSession | None:
    """The live session of a cookie's secret."""
    found = store.account_session(session, passwords.digest(secret))
    is_live = found and found.ended_at is None and found.created_at + SESSION_LIVES > now
    return found if is_live else None


def end_session(session: Session, account_id: int, session_id: int, *, now: datetime) -> None:
    """Ends one of the account's own sessions; another account's is left alone."""
    for found in store.sessions(session, account_id):
        if found.id == session_id:
            found.ended_at = now
    session.flush()


def check_tries(session: Session, email: str, *, origin: str, now: datetime) -> None:
    """Raises: TooManyTries after 5 failures for an address or 30 from one origin within a quarter of an hour."""
    by_address, by_origin = store.failures(
        session, passwords.digest(email.strip().lower()), origin, since=now - _WINDOW
    )
    if by_address >= _TRIES_BY_ADDRESS or by_origin >= _TRIES_BY_ORIGIN:
        raise TooManyTries


def note_failure(session: Session, email: str, *, origin: str, now: datetime) -> None:
    session.add(
        SignInFailure(
            address_hash=passwords.digest(email.strip().lower()), origin=origin[:60], at=now
        )
    )
    session.flush()
