"""The account's own page: its password, and where it is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import accounts, passwords, store
from scheduler.councils.rows import AccountSession
from scheduler.db.session import writing
from scheduler.errors import N_, InvalidInput
from web import language
from web.app_state import app_state
from web.secretary import access, browsers
from web.secretary.access import COOKIE
from web.secretary.sign_in import program

pages = Blueprint("account", __name__, url_prefix="/account")
_DONE = {
    "password": N_("The password is saved. You are signed out everywhere else."),
    "session": N_("That browser is signed out."),
    "others": N_("You are signed out everywhere else."),
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser that is signed in."""

    program: str
    when: str
    is_here: bool
    url: str


@pages.get("")
@access.signed_in
def show() -> str:
    return _page()


@pages.post("/password")
@access.signed_in
def change_password() -> Response | tuple[str, int]:
    """In transactions of its own, since hashing is slow: see request.OWN_TRANSACTIONS."""
    try:
        hashed = passwords.hashed(request.form.get("password", ""))
    except InvalidInput as error:
        return _page(language.speak()(error.fields["password"].text)), 422
    of = app_state()
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        mine = store.account(own, g.account.id)
        accounts.set_password(own, mine, password_hash=hashed, by=g.by, now=now)
        session[COOKIE] = accounts.begin_session(own, mine, program=program(), now=now)
    return redirect(url_for("account.show", done="password"), 303)


@pages.post("/sessions/<int:session_id>")
@access.signed_in
def end(session_id: int) -> Response:
    now = app_state().wall_clock.now()
    accounts.end_sessions(g.session, g.account.id, only=session_id, now=now)
    return redirect(url_for("account.show", done="session"), 303)


@pages.post("/sessions")
@access.signed_in
def end_others() -> Response:
    now = app_state().wall_clock.now()
    accounts.end_sessions(g.session, g.account.id, but=g.account_session_id, now=now)
    return redirect(url_for("account.show", done="others"), 303)


def _page(told: str = "") -> str:
    says = language.speak()
    live = [
        _shown(one)
        for one in accounts.live_sessions(g.session, g.account.id, now=app_state().wall_clock.now())
    ]
    did = request.args.get("done", "")
    return render_template(
        "secretary/account.html",
        account=g.account,
        sessions=live,
        done=says(_DONE[did]) if did in _DONE else "",
        told=told,
    )


def _shown(one: AccountSession) -> SignedIn:
    zone = app_state().config.site.zone
    began, says = Wall.at(one.created_at, zone), language.speak()
    return SignedIn(
        program=browsers.named(one.program, says),
        when=says("Signed in %(when)s", when=says.short(began.date, began.time)),
        is_here=one.id == g.account_session_id,
        url=url_for("account.end", session_id=one.id),
    )
