"""Who is signed in, and the council they keep; any other council does not exist for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import accounts, store
from scheduler.councils.rows import Account, Council
from scheduler.errors import N_, NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS
from scheduler.rehearsal.steps import RehearsalClock
from web import errors, language, security
from web.app_state import app_state
from web.secretary import banner, request_cache, resubmit
from web.secretary.accounts.forms import SignInForm
from web.secretary.home.mail_todos import mail_todos
from web.secretary.resubmit import KeptForm

PLACES = (
    ("secretary.home", N_("To do")),
    ("meetings.index", N_("Meetings")),
    ("years.index", N_("Year plan")),
    ("members.index", N_("Members")),
    ("mail.index", N_("Mail")),
    ("texts.index", N_("Texts")),
    ("settings.index", N_("Settings")),
)
"""The menu, in the order of use. Each is a blueprint of its own."""

_UNDER = {
    "agenda": "meetings",
    "notes": "meetings",
    "follow_ups": "meetings",
    "notes_template": "meetings",
    "past_notes": "meetings",
    "attendance": "meetings",
    "agenda_papers": "meetings",
    "answers": "secretary",
    "compare": "years",
    "deputies": "meetings",
    "keepers": "settings",
    "edit_one_mail": "mail",
    "papers": "years",
}
"""Pages that stand under another place of the menu."""


@dataclass(frozen=True, slots=True)
class Place:
    """`count`: how many things are to do there."""

    name: str
    url: str
    is_here: bool
    count: int


P = ParamSpec("P")
R = TypeVar("R")
Refused = tuple[str, int]
COOKIE = "account"


def signed_in(
    view: Callable[P, R], *, enter: Callable[[], None] = lambda: None
) -> Callable[P, R | Response | Refused]:
    """For whoever has an account: sets `g.account`, `g.by` and the language; others are led to sign in and back.

    `enter` is done before the form is read. Every POST must carry our form's token.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response | Refused:
        language.keep()
        account = current()
        if account is None:
            return _to_sign_in()
        g.account = account
        g.by = Actor(ActorKind.ACCOUNT, account.id, account.person.name)
        if account.person.language:
            language.use(account.person.language)
        enter()
        if request.method == "POST":
            security.must_be_our_form()
        return view(*args, **kwargs)

    return security.guards_its_forms(guarded)


def operator(view: Callable[P, R]) -> Callable[P, R | Response | Refused]:
    """The same for a page about the whole installation. Raises: NotFound for whoever is no operator."""
    return signed_in(view, enter=_must_be_operator)


def _must_be_operator() -> None:
    if not g.account.is_operator:
        raise NotFound


def secretary(view: Callable[P, R]) -> Callable[P, R | Response | Refused]:
    """The same for a page under /admin/<council>: sets `g.council` too. Raises: NotFound for one they do not keep."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        kwargs.pop("slug", None)
        return view(*args, **kwargs)

    return signed_in(guarded, enter=_enter)


def _enter() -> None:
    """The council, its language, and where an error leads: also that of a form too large to be read."""
    g.council = _council(str((request.view_args or {}).get("slug", "")))
    if g.account.person.language is None:
        language.use(g.council.language)
    errors.lead_back(url_for("secretary.home", slug=g.council.slug), N_("To what is to do"))


def _to_sign_in() -> Response | Refused:
    """Led to sign in and back; what was written in one of our forms comes with them."""
    carried = resubmit.refused_form()
    if carried.fields and security.is_our_form():
        return sign_in_page(
            SignInForm(formdata=None),
            carried.page,
            told=N_("You have been signed out since you opened the page."),
            advice=N_("Sign in again. What you wrote is still here."),
            carried=carried,
        ), 403
    return redirect(url_for("sign_in.form", next=resubmit.page_to_return_to()), 303)


def sign_in_page(
    form: SignInForm,
    next_page: str,
    *,
    told: str = "",
    advice: str = "",
    is_sent: bool = False,
    carried: KeptForm | None = None,
) -> str:
    """`told` is said on top, with `advice`, both msgids; `carried` is what was written before."""
    return render_template(
        "secretary/accounts/sign_in.html",
        written=form,
        next_page=next_page,
        told=told,
        advice=advice,
        is_sent=is_sent,
        kept=carried,
    )


def show(template: str, **values: object) -> str:
    """A page of the council being kept: its name, whose account it is, and the places of the menu.

    Its template also has `now`, `wall` (an instant by the council's clock) and `kinds` (of mail).
    """
    says = language.speak()
    return render_template(
        f"secretary/{template}",
        council=g.council,
        account=g.account,
        places=[_place(endpoint, says(name)) for endpoint, name in PLACES],
        banner=_banner(),
        now=g.now,
        wall=lambda at: Wall.at(at, g.council.zone),
        kinds=KINDS,
        **values,
    )


def plays() -> bool:
    """True in a rehearsal."""
    return isinstance(app_state().clock, RehearsalClock)


def _banner() -> str:
    """A rehearsal steps its clock by leaps, so that nothing in it is ever late."""
    if plays():
        return ""
    return banner.line(g.session, g.council, language.speak(), now=g.now)


def _place(endpoint: str, name: str) -> Place:
    url, count = url_for(endpoint, slug=g.council.slug), 0
    if endpoint == "mail.index" and request_cache.may_wait(g.council):
        count = len(mail_todos(g.council))
    return Place(name, url, _is_here(endpoint), count)


def _is_here(endpoint: str) -> bool:
    here = (request.endpoint or "").partition(".")[0]
    return _UNDER.get(here, here) == endpoint.partition(".")[0]


def meeting(number: int) -> Meeting:
    """A meeting of the council being kept. Raises: NotFound."""
    return meetings.by_number(g.session, g.council.id, number)


def current() -> Account | None:
    """Whose browser this is."""
    secret = session.get(COOKIE)
    found = (
        accounts.signed_in(g.session, secret, now=app_state().wall_clock.now())
        if isinstance(secret, str)
        else None
    )
    if found is None:
        return None
    g.account_session_id = found.id
    return store.account(g.session, found.account_id)


def _council(slug: str) -> Council:
    for council in store.councils_of_account(g.session, g.account.id):
        if council.slug == slug:
            return council
    raise NotFound
