"""The account's own page: its password, and where it is signed in."""

from flask import g, render_template, session
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import accounts, passwords, store
from scheduler.db.session import writing
from scheduler.errors import N_
from web import forms
from web.addresses import redirect_to
from web.app_state import app_state
from web.forms import PageForm
from web.secretary import access
from web.secretary.access import COOKIE
from web.secretary.accounts.browsers import browser_name
from web.secretary.accounts.sign_in_views import program
from web.security import GuardedPages

pages = GuardedPages("account", "/account", access.enter_account)


class PasswordForm(PageForm):
    password = forms.password(
        N_("New password"),
        N_("At least 12 characters. A few words after one another are easy to remember."),
        autocomplete="new-password",
    )


@pages.get("", endpoint="show")
def account_page() -> str:
    return _page(PasswordForm())


@pages.post("/password")
def change_password() -> Response:
    """In transactions of its own, since hashing is slow: see transactions.OWN_TRANSACTIONS."""
    form, of = PasswordForm().with_page(_page), app_state()
    hashed = passwords.hashed(form.password.data or "")
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        mine = store.account(own, g.account.id)
        accounts.set_password(own, mine, password_hash=hashed, by=g.by, now=now)
        session[COOKIE] = accounts.begin_session(own, mine, program=program(), now=now)
    return redirect_to("account.show", done="password")


@pages.post("/sessions/<int:session_id>")
def end(session_id: int) -> Response:
    now = app_state().wall_clock.now()
    accounts.end_sessions(g.session, g.account.id, only=session_id, now=now)
    return redirect_to("account.show", done="session")


@pages.post("/sessions")
def end_others() -> Response:
    now = app_state().wall_clock.now()
    accounts.end_sessions(g.session, g.account.id, but=g.account_session_id, now=now)
    return redirect_to("account.show", done="others")


def _page(form: PasswordForm) -> str:
    of = app_state()
    return render_template(
        "secretary/accounts/account.html",
        account=g.account,
        written=form,
        sessions=accounts.live_sessions(g.session, g.account.id, now=of.wall_clock.now()),
        here=g.account_session_id,
        browser_name=browser_name,
        wall=lambda at: Wall.at(at, of.config.site.zone),
    )
