"""The first run, for whoever has the printed address."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, g, render_template, session
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import council_settings, passwords
from scheduler.db.session import writing
from scheduler.errors import InvalidInput, NotFound
from scheduler.firstrun import store, tasks
from scheduler.history.rows import OPERATOR
from web import language, security
from web.addresses import redirect_to
from web.app_state import app_state
from web.forms import PageForm, Told
from web.secretary import access
from web.secretary.accounts import sign_in_views
from web.secretary.settings.forms import example_days, offset_words
from web.secretary.setup.forms import AccountForm, CouncilForm, TimesForm

pages = Blueprint("setup", __name__, url_prefix="/admin/setup")
pages.before_request(language.keep)
COOKIE = "setup"
_AHEAD = timedelta(weeks=5)
Answer = str | Response | tuple[str, int]


def _enter() -> None:
    """For the browser that came by the address, until all is done. Raises: NotFound for others."""
    if not tasks.may_set_up(g.session, session.get(COOKIE)):
        raise NotFound


setting_up = security.guarded_by(_enter)


@pages.get("/start/<secret>")
def start(secret: str) -> str:
    """Opening it changes nothing."""
    return render_template("secretary/setup/start.html", secret=secret)


@pages.post("/start/<secret>")
def enter(secret: str) -> Response:
    session[COOKIE] = tasks.spend_address(g.session, secret, now=app_state().wall_clock.now())
    session.permanent = True
    return redirect_to("setup.index")


@pages.get("")
@setting_up
def index() -> str:
    return page(
        "list",
        tasks=tasks.find_done(g.session, app_state().config.mail.mode),
        kept=store.first_council(g.session) if access.current() else None,
    )


@pages.post("")
@setting_up
def finish() -> Answer:
    says = language.speak()
    try:
        tasks.finish_setup(g.session, app_state().config.mail.mode, now=g.now)
    except InvalidInput as error:
        g.faults = [Told(says(f.text), f"task-{key}") for key, f in error.fields.items()]
        return index(), 422
    session.pop(COOKIE, None)
    council = store.first_council(g.session)
    assert council
    return redirect_to("setup.done", slug=council.slug)


@pages.get("/done/<slug>")
@access.operator
def done(slug: str) -> str:
    """For the account that was made on the way; whoever has none signs in first."""
    year = Wall.at(g.now, app_state().config.site.zone).date.year + 1
    return render_template("secretary/setup/done.html", slug=slug, year=year, account=g.account)


@pages.get("/council")
@setting_up
def council() -> str:
    return _council_page(_council_form())


@pages.post("/council")
@setting_up
def add_council() -> Response:
    form = _council_form().with_page(_council_page)
    if store.first_council(g.session) is None:  # else it is a second press
        new = form.new_council(app_state().config.site.zone)
        tasks.add_council(g.session, new, by=OPERATOR, now=g.now)
    return _saved("council")


def _council_form() -> CouncilForm:
    return CouncilForm(data={"language": app_state().config.site.language})


def _council_page(form: CouncilForm) -> str:
    return page("council", form, there=store.first_council(g.session))


@pages.get("/account")
@setting_up
def account() -> str:
    return _account_page(AccountForm())


@pages.post("/account")
@setting_up
def add_account() -> Response:
    """In transactions of its own, since hashing is slow: see transactions.OWN_TRANSACTIONS."""
    form = AccountForm().with_page(_account_page)
    name, email, password = form.name.data, form.email.data, form.password.data
    hashed = passwords.hashed(password) if password else None
    with writing(app_state().database, g.now) as own:
        made = tasks.add_account(
            own, name=name, email=email, password_hash=hashed, by=OPERATOR, now=g.now
        )
    if hashed:
        browser = session[COOKIE]
        sign_in_views.begin(made)
        session[COOKIE] = browser
    return _saved("account")


def _account_page(form: AccountForm) -> str:
    return page("account", form)


@pages.get("/times")
@setting_up
def times() -> str:
    return _times_page(_chosen_times())


@pages.post("/times")
@setting_up
def set_times() -> Response:
    form = TimesForm().with_page(_times_page)
    tasks.set_times(g.session, form.texts(), country=_country(), by=OPERATOR, now=g.now)
    return redirect_to("setup.times", saved=1)


@pages.post("/members")
@setting_up
def members_later() -> Response:
    tasks.postpone_members(g.session, now=g.now)
    return _saved("members")


def page(name: str, form: PageForm | None = None, **values: object) -> str:
    return render_template(f"secretary/setup/{name}.html", written=form, **values)


def _times_page(form: TimesForm) -> str:
    """The example is a meeting on the first Tuesday five weeks ahead, by the times that are saved."""
    first = Wall.at(g.now, app_state().config.site.zone).date + _AHEAD
    day = first + timedelta(days=(1 - first.weekday()) % 7)
    texts = {**_chosen_times().texts(), "country": _country(), "kallelse_review": ""}
    return page("times", form, meeting_day=day, days=example_days(texts, day))


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
    return redirect_to("setup.index", saved=task)
