"""The first run, for whoever has the printed address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from itertools import chain
from typing import ParamSpec, TypeVar

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import council_settings, passwords
from scheduler.db.session import writing
from scheduler.errors import N_, InvalidInput, NotFound
from scheduler.firstrun import store, tasks
from scheduler.history.rows import OPERATOR
from web import language, security
from web.app_state import app_state
from web.forms import PageForm, Told
from web.secretary import access
from web.secretary.accounts import sign_in_views
from web.secretary.settings.forms import example_days, offset_words
from web.secretary.setup.forms import AccountForm, CouncilForm, TimesForm

pages = Blueprint("setup", __name__, url_prefix="/admin/setup")
pages.before_request(language.keep)
COOKIE = "setup"
SAVED = {
    "council": N_("The council is added."),
    "account": N_("The account is made."),
    "mail": N_("Mail arrives."),
    "mail_skipped": N_(
        "No mail leaves until a test mail has been seen to arrive. The page of the mail says so too."
    ),
    "members": N_("You can add members at any time."),
}
_AHEAD = timedelta(weeks=5)
P = ParamSpec("P")
R = TypeVar("R")
Answer = str | Response | tuple[str, int]


def setting_up(view: Callable[P, R]) -> Callable[P, R]:
    """For the browser that came by the address, until all is done. Raises: NotFound for others."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not tasks.may_set_up(g.session, session.get(COOKIE)):
            raise NotFound
        if request.method == "POST":
            security.must_be_our_form()
        return view(*args, **kwargs)

    return security.guards_its_forms(guarded)


@pages.get("/start/<secret>")
def start(secret: str) -> str:
    """Opening it changes nothing."""
    return render_template("secretary/setup/start.html", secret=secret)


@pages.post("/start/<secret>")
def enter(secret: str) -> Response:
    session[COOKIE] = tasks.spend_address(g.session, secret, now=app_state().wall_clock.now())
    session.permanent = True
    return redirect(url_for("setup.index"), 303)


@pages.get("")
@setting_up
def index() -> str:
    return _list([])


@pages.post("")
@setting_up
def finish() -> Answer:
    says = language.speak()
    try:
        tasks.finish_setup(g.session, app_state().config.mail.mode, now=g.now)
    except InvalidInput as error:
        return _list([Told(says(f.text), f"task-{key}") for key, f in error.fields.items()]), 422
    session.pop(COOKIE, None)
    council = store.first_council(g.session)
    assert council
    return redirect(url_for("setup.done", slug=council.slug), 303)


@pages.get("/done/<slug>")
@access.operator
def done(slug: str) -> str:
    """For the account that was made on the way; whoever has none signs in first."""
    year = Wall.at(g.now, app_state().config.site.zone).date.year + 1
    return render_template("secretary/setup/done.html", slug=slug, year=year, account=g.account)


@pages.get("/council")
@setting_up
def council() -> str:
    return _council_page(CouncilForm(data={"language": app_state().config.site.language}))


@pages.post("/council")
@setting_up
def add_council() -> Answer:
    site = app_state().config.site
    form = CouncilForm(data={"language": site.language})
    if store.first_council(g.session) is not None:
        return _saved("council")  # a second press
    try:
        tasks.add_council(g.session, form.new_council(site.zone), by=OPERATOR, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return _council_page(form), 422
    return _saved("council")


@pages.get("/account")
@setting_up
def account() -> str:
    return page("account", AccountForm())


@pages.post("/account")
@setting_up
def add_account() -> Answer:
    """In transactions of its own, since hashing is slow: see transactions.OWN_TRANSACTIONS."""
    form = AccountForm()
    name, email, password = form.name.data, form.email.data, form.password.data
    try:
        hashed = passwords.hashed(password) if password else None
        with writing(app_state().database, g.now) as own:
            made = tasks.add_account(
                own, name=name, email=email, password_hash=hashed, by=OPERATOR, now=g.now
            )
    except InvalidInput as error:
        form.refuse(error)
        return page("account", form), 422
    if hashed:
        browser = session[COOKIE]
        sign_in_views.begin(made)
        session[COOKIE] = browser
    return _saved("account")


@pages.get("/times")
@setting_up
def times() -> str:
    return _times_page(_chosen_times(), is_saved="saved" in request.args)


@pages.post("/times")
@setting_up
def set_times() -> Answer:
    form = TimesForm()
    try:
        tasks.set_times(g.session, form.texts(), country=_country(), by=OPERATOR, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return _times_page(form), 422
    return redirect(url_for("setup.times", saved=1), 303)


@pages.post("/members")
@setting_up
def members_later() -> Response:
    tasks.postpone_members(g.session, now=g.now)
    return _saved("members")


def page(name: str, *forms: PageForm, **values: object) -> str:
    """`form` is the first of the forms; the faults of all are told on top."""
    faults = [*chain.from_iterable(form.told for form in forms)]
    return render_template(
        f"secretary/setup/{name}.html",
        **{"faults": faults, "failed": bool(faults), "written": forms[0] if forms else None}
        | values,
    )


def _council_page(form: CouncilForm) -> str:
    return page("council", form, there=store.first_council(g.session))


def _list(faults: list[Told]) -> str:
    return page(
        "list",
        tasks=tasks.find_done(g.session, app_state().config.mail.mode),
        kept=store.first_council(g.session) if access.current() else None,
        saved=SAVED.get(request.args.get("saved", ""), ""),
        faults=faults,
        failed=bool(faults),
    )


def _times_page(form: TimesForm, *, is_saved: bool = False) -> str:
    """The example is a meeting on the first Tuesday five weeks ahead, by the times that are saved."""
    first = Wall.at(g.now, app_state().config.site.zone).date + _AHEAD
    day = first + timedelta(days=(1 - first.weekday()) % 7)
    texts = {**_chosen_times().texts(), "country": _country(), "kallelse_review": ""}
    return page("times", form, meeting_day=day, days=example_days(texts, day), is_saved=is_saved)


def _chosen_times() -> TimesForm:
    chosen, says = tasks.chosen_times(g.session), language.speak()
    form = TimesForm(formdata=None, data={"hour": says.hour(chosen.hour)})
    for key in form.data.keys() - {"hour"}:
        form[key].data = offset_words(getattr(chosen, key), says)
    return form


def _country() -> str:
    there = store.first_council(g.session)
    return there.country if there else council_settings.country_of(app_state().config.site.zone)


def _saved(task: str) -> Response:
    return redirect(url_for("setup.index", saved=task), 303)
