"""The test mail, proved by the number in it: a task of the first run, and later of the status page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.db.session import writing
from scheduler.errors import Fault, InvalidInput, NotFound, invalid
from scheduler.firstrun import mail_probe, tasks
from web import language, security
from web.app_state import app_state
from web.secretary import access, setup_show
from web.secretary.setup import COOKIE, page
from web.secretary.setup import pages as pages

P = ParamSpec("P")
R = TypeVar("R")
Answer = Response | tuple[str, int]


def testing_mail(view: Callable[P, R]) -> Callable[P, R]:
    """For the browser that sets up, and for operators, also afterwards. Raises: NotFound for others."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        is_setting_up = tasks.may_set_up(g.session, session.get(COOKIE))
        account = None if is_setting_up else access.current()
        if not is_setting_up and not (account and account.is_operator):
            raise NotFound
        if account is not None and account.person.language:
            language.use(account.person.language)
        g.after_mail = "setup.index" if is_setting_up else "status.show"
        if request.method == "POST":
            security.must_be_our_form()
        return view(*args, **kwargs)

    return security.guards_its_forms(guarded)


@pages.get("/mail")
@testing_mail
def mail() -> str:
    return _page()


@pages.post("/mail")
@testing_mail
def try_mail() -> Answer:
    """Three buttons: send a test mail, prove that it came, skip. Waits for a network: see request.OWN_TRANSACTIONS."""
    try:
        return _ACTS.get(request.form.get("do", ""), _send)()
    except InvalidInput as error:
        return _page(error.fields), 422


def _send() -> Answer:
    of, now = app_state(), app_state().wall_clock.now()
    to = request.form.get("to", "").strip()
    try:
        with writing(of.database, g.now) as own:
            number = tasks.new_test_number(own, to, now=now)
    except InvalidInput as error:
        raise InvalidInput({"to": error.fields["email"]}) from error
    failure = mail_probe.send_test_mail(
        of.config.mail,
        to=to,
        number=number,
        site=of.config.site.name,
        says=language.speak(),
        now=g.now,
    )
    if failure is not None:
        return _page(failure=failure), 422
    return redirect(url_for("setup.mail", sent=to), 303)


def _prove() -> Answer:
    now = app_state().wall_clock.now()
    with writing(app_state().database, g.now) as own:
        is_right = tasks.prove_mail(own, request.form.get("number", ""), now=now)
    if not is_right:
        raise invalid("number", tasks.WRONG_NUMBER)
    return _after("mail")


def _skip() -> Answer:
    with writing(app_state().database, g.now) as own:
        tasks.skip_mail(own, now=g.now)
    return _after("mail_skipped")


_ACTS: dict[str, Callable[[], Answer]] = {"send": _send, "prove": _prove, "skip": _skip}


def _page(faults: dict[str, Fault] | None = None, failure: mail_probe.Failure | None = None) -> str:
    mail = app_state().config.mail
    return page(
        "mail",
        faults,
        mail=setup_show.mail(mail, language.speak()),
        to=request.form.get("to", "") or request.args.get("sent", ""),
        sent=request.args.get("sent", ""),
        back=url_for(g.after_mail),
        failure=failure,
    )


def _after(task: str) -> Response:
    return redirect(url_for(g.after_mail, saved=task), 303)
