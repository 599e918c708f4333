"""Sign in by password or by a mailed one-time link, and sign out."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.councils import accounts, passwords, store
from scheduler.councils.account_rows import Account, Try
from scheduler.councils.accounts import TooManyTries, WrongPassword
from scheduler.db.session import reading, writing
from scheduler.errors import N_
from scheduler.notices import requested_letters
from web import errors, language, letter_request
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state
from web.secretary import access, resubmit
from web.secretary.access import COOKIE, SignInForm
from web.secretary.resubmit import KeptForm

pages = Blueprint("sign_in", __name__)
pages.before_request(language.keep)
_CHECK = N_("Check both and try again.")


@pages.get("/login")
def form() -> str:
    next_page = resubmit.own_address(request.args.get("next", ""))
    return access.sign_in_page(SignInForm(), next_page)


@pages.post("/login")
def enter() -> ViewResult:
    """Two buttons: with the password, or by a link that is mailed."""
    next_page = resubmit.own_address(request.form.get("next", ""))
    carried = resubmit.carried_form()
    form = SignInForm().with_page(lambda form: access.sign_in_page(form, next_page, carried))
    try:
        if request.form.get("how") == "link":
            _mail_link(next_page)
            return redirect_to("sign_in.form", sent=1, next=next_page or None)
        account = _checked(form.email.data, form.password.data or "")
    except (TooManyTries, WrongPassword) as error:
        status, advice = (422, _CHECK) if isinstance(error, WrongPassword) else (429, "")
        page = access.sign_in_page(form, next_page, carried, told=error.text, advice=advice)
        return page, status
    begin(account)
    if carried:
        return _resume(account, carried)
    return redirect(next_page or url_for("secretary.councils"), 303)


@pages.get("/login/<secret>")
def link(secret: str) -> str:
    """Opening it changes nothing: mail filters open every link."""
    return render_template("secretary/accounts/link.html", secret=secret)


@pages.post("/login/<secret>")
def spend(secret: str) -> Response:
    errors.lead_back(url_for("sign_in.form"), N_("Ask for a new link"))
    of = app_state()
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        account = accounts.spend_link(own, secret, now=now)
    begin(account)
    next_page = resubmit.own_address(request.args.get("next", ""))
    first = "secretary.councils" if account.password_hash else "account.show"
    return redirect(next_page or url_for(first), 303)


@pages.post("/logout")
@access.signed_in
def leave() -> Response:
    now = app_state().wall_clock.now()
    accounts.end_sessions(g.session, g.account.id, only=g.account_session_id, now=now)
    language.clear_session()
    return redirect_to("sign_in.form")


def begin(account: Account) -> None:
    """This browser is signed in from here on; no token of before is of use after."""
    of = app_state()
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        secret = accounts.begin_session(own, account, program=program(), now=now)
    language.clear_session()
    session[COOKIE] = secret
    session.permanent = True


def program() -> str:
    return request.headers.get("User-Agent", "")


def _mail_link(next_page: str) -> None:
    """Raises: InvalidInput (`email`), TooManyTries."""
    asked = letter_request.link_request()
    with writing(app_state().database, g.now) as own:
        requested_letters.order_sign_in_letter(own, asked, next_page=next_page)


def _checked(email: str, password: str) -> Account:
    """Hashing is slow, so it stands between two transactions of its own.

    The try is counted before it, so that many at once are counted too, and forgiven where it was right.
    Raises: TooManyTries, WrongPassword; the same for an address that is not known.
    """
    of = app_state()
    now = of.wall_clock.now()
    with writing(of.database, now) as own:
        counted = accounts.note_try(
            own, Try.PASSWORD, email, origin=request.remote_addr or "", now=now
        )
    with reading(of.database) as own:
        person = store.person_by_email(own, email.strip())
        found = store.account_of(own, person.id) if person else None
    if not passwords.is_right(password, found.password_hash if found else None):
        raise WrongPassword
    assert found
    with writing(of.database, now) as own:
        store.forget_try(own, counted.id)
    return found


def _resume(account: Account, carried: KeptForm) -> str:
    """What was written before the session ran out, to be sent by one more press."""
    if account.person.language:
        language.use(account.person.language)
    return render_template("secretary/accounts/resume.html", account=account, kept=carried)
