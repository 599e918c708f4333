"""The test mail, proved by the number in it: a task of the first run, and later of the status page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.db.session import writing
from scheduler.errors import InvalidInput, NotFound, invalid
from scheduler.firstrun import mail_probe, tasks
from scheduler.firstrun.mail_probe import Failure
from web import language, security
from web.app_state import app_state
from web.secretary import access
from web.secretary.setup.forms import NumberForm, TestMailForm
from web.secretary.setup.views import COOKIE, page
from web.secretary.setup.views import pages as pages

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
    sent = request.args.get("sent", "")
    return _page(TestMailForm(data={"to": sent}), NumberForm(data={"to": sent}))


@pages.post("/mail")
@testing_mail
def try_mail() -> Answer:
    """Three buttons. A mail server is slow, so each has transactions of its own: transactions.OWN_TRANSACTIONS."""
    return _ACTS.get(request.form.get("do", ""), _send)()


def _send() -> Answer:
    of, now = app_state(), app_state().wall_clock.now()
    form = TestMailForm()
    to = form.to.data
    try:
        with writing(of.database, g.now) as own:
            number = tasks.new_test_number(own, to, now=now)
    except InvalidInput as error:
        form.refuse_field("to", error.fields["email"])
        return _page(form, NumberForm(formdata=None)), 422
    failure = mail_probe.send_test_mail(
        of.config.mail,
        to=to,
        number=number,
        site=of.config.site.name,
        says=language.speak(),
        now=g.now,
    )
    if failure is not None:
        return _page(form, NumberForm(formdata=None), failure), 422
    return redirect(url_for("setup.mail", sent=to), 303)


def _prove() -> Answer:
    form, now = NumberForm(), app_state().wall_clock.now()
    try:
        with writing(app_state().database, g.now) as own:
            is_right = tasks.prove_mail(own, form.number.data, now=now)
        if not is_right:
            raise invalid("number", tasks.WRONG_NUMBER)
    except InvalidInput as error:
        form.refuse(error)
        return _page(TestMailForm(formdata=None, data={"to": form.to.data}), form), 422
    return _after("mail")


def _skip() -> Answer:
    with writing(app_state().database, g.now) as own:
        tasks.skip_mail(own, now=g.now)
    return _after("mail_skipped")


_ACTS: dict[str, Callable[[], Answer]] = {"send": _send, "prove": _prove, "skip": _skip}


def _page(test: TestMailForm, number: NumberForm, failure: Failure | None = None) -> str:
    return page(
        "mail",
        test,
        number,
        number=number,
        mail=app_state().config.mail,
        sent=request.args.get("sent", ""),
        back=url_for(g.after_mail),
        **{"failure": failure, "failed": True} if failure else {"failure": None},
    )


def _after(task: str) -> Response:
    return redirect(url_for(g.after_mail, saved=task), 303)
