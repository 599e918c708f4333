"""Sign in by password or one-time link, sign out, and the list of what is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import accounts, passwords, store
from scheduler.councils.accounts import TooManyTries, WrongPassword
from scheduler.councils.rows import Account, AccountSession
from scheduler.db.session import reading, writing
from scheduler.errors import N_, InvalidInput
from scheduler.history.rows import Actor, ActorKind
from web import language, security
from web.extension import kallelse
from web.secretary import access
from web.secretary.access import COOKIE

pages = Blueprint("sign_in", __name__)
_DONE = {
    "password": N_("The password is saved. You are signed out everywhere else."),
    "session": N_("That browser is signed out."),
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser that is signed in."""

    program: str
    when: str
    is_here: bool
    url: str


@pages.get("/login")
def form() -> str:
    return _form(next_page=_own(request.args.get("next", "")))


@pages.post("/login")
def enter() -> Response | tuple[str, int]:
    """Hashing is slow, so it stands between two transactions of its own; a failure is counted after the refusal."""
    security.must_be_our_form()
    email, password = request.form.get("email", ""), request.form.get("password", "")
    next_page = _own(request.form.get("next", ""))
    try:
        account = _checked(email, password)
    except (WrongPassword, TooManyTries) as error:
        code = 429 if isinstance(error, TooManyTries) else 422
        told = language.speak()(error.text)
        return _form(next_page=next_page, email=email, told=told), code
    return _signed_in(account, next_page)


@pages.get("/login/<secret>")
def link(secret: str) -> str:
    """Opening it changes nothing: mail filters open every link."""
    return render_template("secretary/link.html", secret=secret)


@pages.post("/login/<secret>")
def spend(secret: str) -> Response:
    security.must_be_our_form()
    of = kallelse()
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        account = accounts.spend_link(own, secret, now=now)
    return _signed_in(account, "" if account.password_hash else url_for("sign_in.account"))


@pages.post("/logout")
@access.signed_in
def leave() -> Response:
    accounts.end_session(
        g.session, g.account.id, g.account_session_id, now=kallelse().wall_clock.now()
    )
    session.clear()
    return redirect(url_for("sign_in.form"), 303)


@pages.get("/account")
@access.signed_in
def account() -> str:
    """The account's own page: its password, and where it is signed in."""
    return _account_page()


@pages.post("/account/password")
def change_password() -> Response | tuple[str, int]:
    security.must_be_our_form()
    of = kallelse()
    now = of.wall_clock.now()
    with reading(of.database) as own:
        found = accounts.signed_in(own, str(session.get(COOKIE, "")), now=now)
    if found is None:
        return redirect(url_for("sign_in.form", next=url_for("sign_in.account")), 303)
    try:
        hashed = passwords.hashed(request.form.get("password", ""))
    except InvalidInput as error:
        fault = error.fields["password"]
        return _refused_password(language.speak()(fault.text)), 422
    with writing(of.database, now) as own:
        mine = store.account(own, found.account_id)
        by = Actor(ActorKind.ACCOUNT, mine.id, mine.person.name)
        accounts.set_password(own, mine, password_hash=hashed, by=by, now=now)
        session[COOKIE] = accounts.begin_session(own, mine, program=_program(), now=now)
    return redirect(url_for("sign_in.account", done="password"), 303)


@pages.post("/account/sessions/<int:session_id>")
@access.signed_in
def end(session_id: int) -> Response:
    accounts.end_session(g.session, g.account.id, session_id, now=kallelse().wall_clock.now())
    return redirect(url_for("sign_in.account", done="session"), 303)


def _checked(email: str, password: str) -> Account:
    """Raises: TooManyTries, WrongPassword; the same for an address that is not known."""
    of = kallelse()
    now = of.wall_clock.now()
    origin = request.remote_addr or ""
    with reading(of.database) as own:
        accounts.check_tries(own, email, origin=origin, now=now)
        person = store.person_by_email(own, email.strip())
        found = store.account_of(own, person.id) if person else None
    if passwords.is_right(password, found.password_hash if found else None):
        assert found
        return found
    with writing(of.database, now) as own:
        accounts.note_failure(own, email, origin=origin, now=now)
    raise WrongPassword


def _signed_in(account: Account, next_page: str) -> Response:
    of = kallelse()
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        secret = accounts.begin_session(own, account, program=_program(), now=now)
    session.clear()  # a new session for a new standing: no token of before is of use after
    session[COOKIE] = secret
    session.permanent = True
    return redirect(next_page or url_for("secretary.councils"), 303)


def _own(address: str) -> str:
    """An address of this site, or nothing: whoever makes a link cannot lead on to another site by it."""
    parts = urlsplit(address)
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if is_ours else ""


def _program() -> str:
    return request.headers.get("User-Agent", "")


def _form(*, next_page: str, email: str = "", told: str = "") -> str:
    return render_template("secretary/sign_in.html", next_page=next_page, email=email, told=told)


def _account_page(told: str = "") -> str:
    says = language.speak()
    live = [_shown(one) for one in store.sessions(g.session, g.account.id)]
    did = request.args.get("done", "")
    done = says(_DONE[did]) if did in _DONE else ""
    return render_template(
        "secretary/account.html", account=g.account, sessions=live, done=done, told=told
    )


def _shown(one: AccountSession) -> SignedIn:
    zone = kallelse().config.site.zone
    began, says = Wall.at(one.created_at, zone), language.speak()
    return SignedIn(
        program=one.program or says("An unknown program"),
        when=says.short(began.date, began.time),
        is_here=one.id == g.account_session_id,
        url=url_for("sign_in.end", session_id=one.id),
    )


def _refused_password(told: str) -> str:
    account = access.current()
    g.account = account
    return _account_page(told)
