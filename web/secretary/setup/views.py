"""The first run, for whoever has the printed address."""

from collections.abc import Callable
from datetime import timedelta

from flask import g, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import council_settings, new_council, passwords
from scheduler.db.session import writing
from scheduler.errors import N_, InvalidInput, NotFound, invalid
from scheduler.firstrun import mail_probe, store, tasks
from scheduler.firstrun.mail_probe import Failure
from scheduler.history.rows import OPERATOR
from web import language, security
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state
from web.forms import PageForm, Told
from web.secretary import access
from web.secretary.accounts import sign_in_views
from web.secretary.settings.forms import example_days, offset_words
from web.secretary.setup.forms import AccountForm, CouncilForm, NumberForm, TestMailForm, TimesForm
from web.security import GuardedPages

COOKIE = "setup"
_AHEAD = timedelta(weeks=5)
_NO_LINK = N_("Write a password: no test mail has come yet, so no link to sign in can be mailed.")


def _enter() -> None:
    """For the browser that came by the address, until all is done. Raises: NotFound for others."""
    language.keep()
    if not tasks.may_set_up(g.session, session.get(COOKIE)):
        raise NotFound


pages = GuardedPages("setup", "/admin/setup", _enter)
for_everyone = security.guarded_by(language.keep)


@pages.get("/start/<secret>")
@for_everyone
def start(secret: str) -> str:
    """Opening it changes nothing."""
    return render_template("secretary/setup/start.html", secret=secret)


@pages.post("/start/<secret>")
@for_everyone
def enter(secret: str) -> Response:
    session[COOKIE] = tasks.spend_address(g.session, secret, now=app_state().wall_clock.now())
    session.permanent = True
    return redirect_to("setup.index")


@pages.get("")
def index() -> str:
    return page(
        "list",
        tasks=tasks.find_done(g.session, app_state().config.mail.mode),
        kept=store.first_council(g.session) if access.current() else None,
    )


@pages.post("")
def finish() -> ViewResult:
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
def council() -> str:
    return _council_page(_council_form())


@pages.post("/council")
def add_council() -> Response:
    form = _council_form().with_page(_council_page)
    if store.first_council(g.session) is None:  # else it is a second press
        slug, zone = form.slug.data.lower(), app_state().config.site.zone
        settings, by = form.settings(), OPERATOR
        made = new_council.add_council(g.session, slug, zone, settings, by=by, now=g.now)
        tasks.equip_council(g.session, made, by=by, now=g.now)
    return redirect_to("setup.index", saved="council")


def _council_form() -> CouncilForm:
    return CouncilForm(data={"language": app_state().config.site.language})


def _council_page(form: CouncilForm) -> str:
    return page("council", form, there=store.first_council(g.session))


@pages.get("/account")
def account() -> str:
    return _account_page(AccountForm())


@pages.post("/account")
def add_account() -> Response:
    """In transactions of its own, since hashing is slow: see transactions.OWN_TRANSACTIONS."""
    form = AccountForm().with_page(_account_page)
    name, email, password = form.name.data, form.email.data, form.password.data
    hashed = passwords.hashed(password) if password else None
    with writing(app_state().database, g.now) as own:
        if hashed is None and not tasks.find_done(own, app_state().config.mail.mode).mail:
            raise invalid("password", _NO_LINK)
        made = tasks.add_account(
            own, name=name, email=email, password_hash=hashed, by=OPERATOR, now=g.now
        )
    if hashed:
        browser = session[COOKIE]
        sign_in_views.begin(made)
        session[COOKIE] = browser
    return redirect_to("setup.index", saved="account")


def _account_page(form: AccountForm) -> str:
    return page("account", form)


@pages.get("/times")
def times() -> str:
    return _times_page(_chosen_times())


@pages.post("/times")
def set_times() -> Response:
    form = TimesForm().with_page(_times_page)
    tasks.set_times(g.session, form.texts(), country=_country(), by=OPERATOR, now=g.now)
    return redirect_to("setup.times", saved=1)


@pages.post("/members")
def members_later() -> Response:
    tasks.postpone_members(g.session, now=g.now)
    return redirect_to("setup.index", saved="members")


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


# the test mail, proved by the number in it: a task of the first run, and later of the status page


def _enter_mail() -> None:
    """For the browser that sets up, and for operators, also afterwards. Raises: NotFound for others."""
    language.keep()
    is_setting_up = tasks.may_set_up(g.session, session.get(COOKIE))
    account = None if is_setting_up else access.current()
    if not is_setting_up and not (account and account.is_operator):
        raise NotFound
    if account is not None and account.person.language:
        language.use(account.person.language)
    g.after_mail = "setup.index" if is_setting_up else "status.show"


testing_mail = security.guarded_by(_enter_mail)


@pages.get("/mail")
@testing_mail
def mail() -> str:
    sent = request.args.get("sent", "")
    return _mail_page(TestMailForm(data={"to": sent}), NumberForm(data={"to": sent}))


@pages.post("/mail")
@testing_mail
def try_mail() -> ViewResult:
    """Three buttons. A mail server is slow, so each has transactions of its own: transactions.OWN_TRANSACTIONS."""
    return _ACTS.get(request.form.get("do", ""), _send)()


def _send() -> ViewResult:
    of, now = app_state(), app_state().wall_clock.now()
    form = TestMailForm().with_page(lambda form: _mail_page(form, NumberForm(formdata=None)))
    to = form.to.data
    with writing(of.database, g.now) as own:
        number = tasks.new_test_number(own, to, now=now)
    failure = mail_probe.send_test_mail(
        of.config.mail,
        to=to,
        number=number,
        site=of.config.site.name,
        says=language.speak(),
        now=g.now,
    )
    if failure is not None:
        return _mail_page(form, NumberForm(formdata=None), failure), 422
    return redirect_to("setup.mail", sent=to)


def _prove() -> ViewResult:
    form, now = NumberForm(), app_state().wall_clock.now()
    test = TestMailForm(formdata=None, data={"to": form.to.data})
    form.with_page(lambda form: _mail_page(test, form))
    with writing(app_state().database, g.now) as own:
        is_right = tasks.prove_mail(own, form.number.data, now=now)
    if not is_right:
        raise invalid("number", tasks.WRONG_NUMBER)
    return redirect_to(g.after_mail, saved="mail")


def _skip() -> ViewResult:
    with writing(app_state().database, g.now) as own:
        tasks.skip_mail(own, now=g.now)
    return redirect_to(g.after_mail, saved="mail_skipped")


_ACTS: dict[str, Callable[[], ViewResult]] = {"send": _send, "prove": _prove, "skip": _skip}


def _mail_page(test: TestMailForm, number: NumberForm, failure: Failure | None = None) -> str:
    return page(
        "mail",
        test,
        number=number,
        mail=app_state().config.mail,
        sent=request.args.get("sent", ""),
        back=url_for(g.after_mail),
        failure=failure,
    )
