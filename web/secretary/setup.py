"""The first run: a list of tasks, done in any order and each kept on its own, by whoever has the printed address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import council_settings, notice_rules, passwords
from scheduler.db.session import writing
from scheduler.errors import Fault, InvalidInput, NotFound
from scheduler.firstrun import store, tasks
from scheduler.history.rows import OPERATOR
from web import language, security
from web.app_state import app_state
from web.secretary import access, setup_show, sign_in

pages = Blueprint("setup", __name__, url_prefix="/admin/setup")
pages.before_request(language.keep)
COOKIE = "setup"
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
    return _list()


@pages.post("")
@setting_up
def finish() -> Answer:
    try:
        tasks.finish_setup(g.session, app_state().config.mail.mode, now=g.now)
    except InvalidInput as error:
        return _list(error.fields), 422
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
    return _council_page(None)


@pages.post("/council")
@setting_up
def add_council() -> Answer:
    site, typed = app_state().config.site, request.form
    if store.first_council(g.session) is not None:
        return _saved("council")  # a second press
    try:
        new = setup_show.new_council(typed, zone=site.zone, language=site.language)
        tasks.add_council(g.session, new, by=OPERATOR, now=g.now)
    except InvalidInput as error:
        return _council_page(typed, error.fields), 422
    return _saved("council")


@pages.get("/account")
@setting_up
def account() -> str:
    return page("account", values={})


@pages.post("/account")
@setting_up
def add_account() -> Answer:
    """In transactions of its own, since hashing is slow: see request.OWN_TRANSACTIONS."""
    typed, password = request.form, request.form.get("password", "")
    try:
        hashed = passwords.hashed(password) if password else None
        with writing(app_state().database, g.now) as own:
            made = tasks.add_account(
                own,
                name=typed.get("name", ""),
                email=typed.get("email", ""),
                password_hash=hashed,
                by=OPERATOR,
                now=g.now,
            )
    except InvalidInput as error:
        return page("account", error.fields, values=typed), 422
    if hashed:
        browser = session[COOKIE]
        sign_in.begin(made)
        session[COOKIE] = browser
    return _saved("account")


@pages.get("/times")
@setting_up
def times() -> str:
    return _times_page(tasks.chosen_times(g.session), None)


@pages.post("/times")
@setting_up
def set_times() -> Answer:
    values = setup_show.written_times(request.form)
    council = store.first_council(g.session)
    country = (
        council.country if council else council_settings.country_of(app_state().config.site.zone)
    )
    try:
        tasks.set_times(g.session, values, country=country, by=OPERATOR, now=g.now)
    except InvalidInput as error:
        return _times_page(tasks.chosen_times(g.session), request.form, error.fields), 422
    return redirect(url_for("setup.times", saved=1), 303)


@pages.post("/members")
@setting_up
def members_later() -> Response:
    tasks.postpone_members(g.session, now=g.now)
    return _saved("members")


def _council_page(typed: setup_show.Typed | None, faults: dict[str, Fault] | None = None) -> str:
    there = store.first_council(g.session)
    values = setup_show.council_form(typed, app_state().config.site.language)
    return page("council", faults, values=values, there=there.name if there else "")


def _list(faults: dict[str, Fault] | None = None) -> str:
    of, found = app_state(), store.first_council(g.session)
    done_so_far = tasks.find_done(g.session, of.config.mail.mode)
    is_keeper = access.current() is not None
    listed = setup_show.listed(
        done_so_far, language.speak(), slug=found.slug if found and is_keeper else ""
    )
    return page(
        "list",
        faults,
        tasks=listed,
        saved=setup_show.saved(request.args.get("saved", ""), language.speak()),
    )


def _times_page(
    chosen: notice_rules.NoticeRules,
    typed: setup_show.Typed | None,
    faults: dict[str, Fault] | None = None,
) -> str:
    zone = app_state().config.site.zone
    today = Wall.at(g.now, zone).date
    example = setup_show.example(
        chosen, language.speak(), today=today, country=council_settings.country_of(zone)
    )
    fields = setup_show.times(chosen, typed, language.speak())
    return page("times", faults, fields=fields, example=example, is_saved="saved" in request.args)


def page(name: str, faults: dict[str, Fault] | None = None, **values: object) -> str:
    says = language.speak()
    errors = {key: says(fault.text, **fault.params) for key, fault in (faults or {}).items()}
    return render_template(
        f"secretary/setup/{name}.html",
        errors=errors,
        failed=bool(errors) or values.get("failure") is not None,
        faults=[
            {"text": text, "anchor": setup_show.anchor(name, key)} for key, text in errors.items()
        ],
        **values,
    )


def _saved(task: str) -> Response:
    return redirect(url_for("setup.index", saved=task), 303)
