"""The test mail, proved by the number in it: a task of the first run, and later of the status page."""

from __future__ import annotations

from collections.abc import Callable

from flask import g, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.db.session import writing
from scheduler.errors import NotFound, invalid
from scheduler.firstrun import mail_probe, tasks
from scheduler.firstrun.mail_probe import Failure
from web import language, security
from web.addresses import redirect_to
from web.app_state import app_state
from web.secretary import access
from web.secretary.setup.forms import NumberForm, TestMailForm
from web.secretary.setup.views import COOKIE, page
from web.secretary.setup.views import pages as pages

Answer = Response | tuple[str, int]


def _enter() -> None:
    """For the browser that sets up, and for operators, also afterwards. Raises: NotFound for others."""
    is_setting_up = tasks.may_set_up(g.session, session.get(COOKIE))
    account = None if is_setting_up else access.current()
    if not is_setting_up and not (account and account.is_operator):
        raise NotFound
    if account is not None and account.person.language:
        language.use(account.person.language)
    g.after_mail = "setup.index" if is_setting_up else "status.show"


testing_mail = security.guarded_by(_enter)


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
    form = TestMailForm().with_page(lambda form: _page(form, NumberForm(formdata=None)))
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
        return _page(form, NumberForm(formdata=None), failure), 422
    return redirect_to("setup.mail", sent=to)


def _prove() -> Answer:
    form, now = NumberForm(), app_state().wall_clock.now()
    test = TestMailForm(formdata=None, data={"to": form.to.data})
    form.with_page(lambda form: _page(test, form))
    with writing(app_state().database, g.now) as own:
        is_right = tasks.prove_mail(own, form.number.data, now=now)
    if not is_right:
        raise invalid("number", tasks.WRONG_NUMBER)
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
        number=number,
        mail=app_state().config.mail,
        sent=request.args.get("sent", ""),
        back=url_for(g.after_mail),
        failure=failure,
    )


def _after(task: str) -> Response:
    return redirect_to(g.after_mail, saved=task)
