"""Actions: the tasks of the first run, in any order, each kept on its own."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from scheduler.config import MailMode
from scheduler.councils import (
    accounts,
    addresses,
    council_settings,
    notice_rules,
    passwords,
)
from scheduler.councils import store as councils
from scheduler.councils.account_rows import Account
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput, LinkExpired, invalid
from scheduler.firstrun import store
from scheduler.firstrun.rows import Setup
from scheduler.history.rows import Actor
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold
from scheduler.workdays import Workdays

ADDRESS_LIVES = timedelta(days=1)
NUMBER_LIVES = timedelta(hours=1)
_TRIES = 5
_HELD = "the first run is not done: no test mail has been seen to arrive"
_USED = N_(
    "The address has been used or is too old. Whoever runs Kallelse prints a new one: kallelse setup"
)
_NAME = N_("Write your name.")
_NUMBER = N_("Write the six digits that stand in the test mail.")
WRONG_NUMBER = N_("That is not the number in the newest test mail.")
_OVER = N_("The number is too old, or has been tried too many times. Send a new test mail.")
_NO_COUNCIL = N_("Add the council first.")
_NO_ACCOUNT = N_("Add an account first.")
_NO_MAIL = N_("Send a test mail and write its number, or skip it for now.")


class Tasks(NamedTuple):
    """Which tasks are done. With `mail_skipped` no mail leaves until a test mail has been seen to arrive."""

    council: bool
    account: bool
    mail: bool
    mail_skipped: bool
    times: bool
    members: bool
    members_later: bool


def begin_setup(session: Session, mode: MailMode, *, now: datetime) -> str | None:
    """Makes a new setup address and gives its secret; None where the first run is done or not needed.

    Until the first run is done no mail leaves by the mail server; captured mail is never held. `now` is the machine's.
    """
    setup = store.setup(session, lock=True)
    if setup is None:
        if councils.councils(session):
            return None
        setup = Setup(id=1, browser=secrets.token_urlsafe(24), secret_hash="", expires_at=now)
        session.add(setup)
    if setup.done_at is not None:
        return None
    secret = passwords.secret()
    setup.secret_hash, setup.expires_at = passwords.digest(secret), now + ADDRESS_LIVES
    setup.used_at = None
    session.flush()
    if mode is MailMode.SMTP and setup.mail_proved_at is None:
        relays.hold(session, Hold.SETUP, words=_HELD, now=now)
    else:
        _let_go(session, now)
    return secret


def is_under_way(session: Session) -> bool:
    setup = store.setup(session)
    return setup is not None and setup.done_at is None


def spend_address(session: Session, secret: str, *, now: datetime) -> str:
    """Spends the address, and gives what the browser keeps. Raises: LinkExpired."""
    setup = store.setup(session, lock=True)
    is_good = setup is not None and setup.secret_hash == passwords.digest(secret)
    if setup is None or not is_good or setup.used_at or setup.done_at or setup.expires_at <= now:
        raise LinkExpired(_USED)
    setup.used_at = now
    session.flush()
    return setup.browser


def may_set_up(session: Session, browser: object) -> bool:
    """True for the browser that came by the address, until all is done."""
    setup = store.setup(session)
    return setup is not None and setup.done_at is None and browser == setup.browser


def find_done(session: Session, mode: MailMode) -> Tasks:
    setup = store.setup(session)
    return Tasks(
        council=store.first_council(session) is not None,
        account=store.has_account(session),
        mail=mode is MailMode.CAPTURE or bool(setup and setup.mail_proved_at),
        mail_skipped=bool(setup and setup.mail_skipped_at),
        times=bool(setup and setup.times_at),
        members=store.has_members(session),
        members_later=bool(setup and setup.members_later_at),
    )


def equip_council(session: Session, council: Council, *, by: Actor, now: datetime) -> None:
    """Gives a new council the accounts made before it, to keep it, and the times chosen before it."""
    for account in store.accounts_without_council(session):
        email = councils.account(session, account.id).person.email
        accounts.add_account(session, email, name="", councils=[council], by=by, now=now)
    setup = store.setup(session)
    if setup and setup.notice_rules:
        council_settings.change_settings(session, council, setup.notice_rules, by=by, now=now)


def add_account(
    session: Session, *, name: str, email: str, password_hash: str | None, by: Actor, now: datetime
) -> Account:
    """An operator who keeps every council there is, with or without a password.

    Raises: InvalidInput (`name`, `email`).
    """
    faults = {} if name.strip() else {"name": Fault(_NAME)}
    try:
        addresses.checked_address(email)
    except InvalidInput as error:
        faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    kept = councils.councils(session)
    account = accounts.add_account(
        session, email, name=name.strip(), councils=kept, is_operator=True, by=by, now=now
    )
    if password_hash:
        accounts.set_password(session, account, password_hash=password_hash, by=by, now=now)
    return councils.account(session, account.id)


def set_times(
    session: Session, values: Mapping[str, str], *, country: str, by: Actor, now: datetime
) -> None:
    """Sets how long before a meeting each mail goes, of the council or of the one that is still to be made.

    Raises: InvalidInput naming each that cannot be read or comes in the wrong order.
    """
    chosen = {key: text for key, text in values.items() if text.strip()}
    notice_rules.check_order(notice_rules.read_rules(chosen), Workdays(country))
    setup, council = store.setup(session), store.first_council(session)
    if council is not None:
        council_settings.change_settings(session, council, values, by=by, now=now)
    if setup is not None:
        setup.notice_rules, setup.times_at = chosen, now
    session.flush()


def chosen_times(session: Session) -> notice_rules.NoticeRules:
    setup, council = store.setup(session), store.first_council(session)
    return notice_rules.read_rules(
        council.notice_rules if council else setup.notice_rules if setup else {}
    )


def new_test_number(session: Session, to: str, *, now: datetime) -> str:
    """Six digits for a test mail to that address; those of an earlier one no longer count. Raises: InvalidInput."""
    address = addresses.checked_address(to)
    setup = _setup_row(session, now)
    number = f"{secrets.randbelow(1_000_000):06}"
    setup.number_hash, setup.number_for = passwords.digest(number), address
    setup.number_until, setup.number_tries = now + NUMBER_LIVES, 0
    session.flush()
    return number


def prove_mail(session: Session, typed: str, *, now: datetime) -> bool:
    """True where the number is that of the newest test mail: mail arrives, so it may go.

    A wrong one is counted, so the caller commits either way. Raises: InvalidInput (`number`) where it cannot be one.
    """
    digits = "".join(typed.split())
    if not (len(digits) == 6 and digits.isdecimal()):
        raise invalid("number", _NUMBER)
    setup = _setup_row(session, now)
    if setup.number_until is None or setup.number_until <= now or setup.number_tries >= _TRIES:
        raise invalid("number", _OVER)
    setup.number_tries += 1
    is_right = setup.number_hash == passwords.digest(digits)
    if is_right:
        setup.mail_proved_at, setup.number_until, setup.mail_skipped_at = now, None, None
        _let_go(session, now)
    session.flush()
    return is_right


def skip_mail(session: Session, *, now: datetime) -> None:
    _setup_row(session, now).mail_skipped_at = now
    session.flush()


def postpone_members(session: Session, *, now: datetime) -> None:
    _setup_row(session, now).members_later_at = now
    session.flush()


def finish_setup(session: Session, mode: MailMode, *, now: datetime) -> None:
    """All is ready; the setup address and its browser are of no use after. Raises: InvalidInput for what is missing."""
    done = find_done(session, mode)
    needed = (
        ("council", done.council, _NO_COUNCIL),
        ("account", done.account, _NO_ACCOUNT),
        ("mail", done.mail or done.mail_skipped, _NO_MAIL),
    )
    missing = {task: Fault(text) for task, is_done, text in needed if not is_done}
    if missing:
        raise InvalidInput(missing)
    _setup_row(session, now).done_at = now
    session.flush()


def close_setup(session: Session, *, now: datetime) -> None:
    """Ends the first run, since a command has made a council."""
    setup = store.setup(session, lock=True)
    if setup is not None and setup.done_at is None:
        setup.done_at = now
        session.flush()
        _let_go(session, now)


def _setup_row(session: Session, now: datetime) -> Setup:
    """The row; made where a test mail is sent in an installation that never had a first run."""
    setup = store.setup(session, lock=True)
    if setup is None:
        setup = Setup(
            id=1, browser=secrets.token_urlsafe(24), secret_hash="", expires_at=now, done_at=now
        )
        session.add(setup)
        session.flush()
    return setup


def _let_go(session: Session, now: datetime) -> None:
    if relays.relay(session).held_for == Hold.SETUP:
        relays.resume(session, now=now)
