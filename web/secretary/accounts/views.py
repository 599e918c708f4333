"""The account's own page: its password, and where it is signed in."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import accounts, passwords, store
from scheduler.db.session import writing
from scheduler.errors import N_, InvalidInput
from web.app_state import app_state
from web.secretary import access
from web.secretary.access import COOKIE
from web.secretary.accounts.browsers import browser_name
from web.secretary.accounts.forms import PasswordForm
from web.secretary.accounts.sign_in_views import program

pages = Blueprint("account", __name__, url_prefix="/account")
_DONE = {
    "password": N_("The password is saved. You are signed out everywhere else."),
    "session": N_("That browser is signed out."),
    "others": N_("You are signed out everywhere else."),
}


@pages.get("")
@access.signed_in
def show() -> str:
    return _page(PasswordForm())


@pages.post("/password")
@access.signed_in
def change_password() -> Response | tuple[str, int]:
    """In transactions of its own, since hashing is slow: see transactions.OWN_TRANSACTIONS."""
    form = PasswordForm()
    try:
        hashed = passwords.hashed(form.password.data or "")
    except InvalidInput as error:
        form.refuse(error)
        return _page(form), 422
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


def _page(form: PasswordForm) -> str:
    of = app_state()
    return render_template(
        "secretary/accounts/account.html",
        account=g.account,
        written=form,
        failed=bool(form.told),
        sessions=accounts.live_sessions(g.session, g.account.id, now=of.wall_clock.now()),
        here=g.account_session_id,
        browser_name=browser_name,
        wall=lambda at: Wall.at(at, of.config.site.zone),
        done=_DONE.get(request.args.get("done", ""), ""),
    )
