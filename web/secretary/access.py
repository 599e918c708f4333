"""Who is signed in, and the council they keep; any other council does not exist for them."""

from typing import Any

from flask import current_app, g, render_template, request, session, url_for

from scheduler import health
from scheduler.clock import Wall
from scheduler.councils import accounts, store
from scheduler.councils.account_rows import Account
from scheduler.errors import N_, NotFound
from scheduler.health import Ailment, Health, Wrong
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import store as notices
from scheduler.notices.kinds import KINDS
from scheduler.rehearsal.rehearsal_clock import RehearsalClock
from web import errors, forms, language, security
from web.addresses import redirect_to
from web.app_state import app_state
from web.forms import PageForm
from web.secretary import request_cache, resubmit
from web.secretary.home.mail_todos import mail_todos
from web.secretary.resubmit import KeptForm
from web.security import GuardedPages, Refusal

PLACES = (
    ("secretary.home", N_("To do")),
    ("meetings.index", N_("Meetings")),
    ("years.index", N_("Year plan")),
    ("members.index", N_("Members")),
    ("mail.index", N_("Mail")),
    ("texts.index", N_("Texts")),
    ("settings.index", N_("Settings")),
)
"""The menu, in the order of use. Each is a blueprint of its own; others stand under one of them."""

COOKIE = "account"


class SignInForm(PageForm):
    email = forms.line(N_("E-mail address"), type="email", autocomplete="username")
    password = forms.password(
        N_("Password"), N_("Not needed where you ask for a link."), autocomplete="current-password"
    )


class CouncilPages(GuardedPages):
    """Pages under /admin/<council>, only for whoever keeps it; their views do not get its short name.

    `place` is where in the menu they stand: under a page of that blueprint.
    """

    def __init__(self, name: str, path: str, place: str = ""):
        super().__init__(name, f"/admin/<slug>{path}", enter_council)
        self.place = place or name


def enter_account() -> Refusal:
    """For whoever has an account: sets `g.account`, `g.by` and the language; others are led to sign in and back."""
    language.keep()
    account = current()
    if account is None:
        return _to_sign_in()
    g.account = account
    g.by = Actor(ActorKind.ACCOUNT, account.id, account.person.name)
    if account.person.language:
        language.use(account.person.language)
    return None


def enter_operator() -> Refusal:
    """The same for a page about the whole installation. Raises: NotFound for whoever is no operator."""
    if refusal := enter_account():
        return refusal
    if not g.account.is_operator:
        raise NotFound
    return None


def enter_council() -> Refusal:
    """The same for a page of a council: sets `g.council`, its language, and where an error leads.

    Raises: NotFound for a council that the account does not keep.
    """
    if refusal := enter_account():
        return refusal
    kept = {council.slug: council for council in store.councils_of_account(g.session, g.account.id)}
    address: dict[str, Any] = request.view_args or {}
    g.slug = address.pop("slug")
    if g.slug not in kept:
        raise NotFound
    g.council = kept[g.slug]
    if g.account.person.language is None:
        language.use(g.council.language)
    errors.lead_back(url_for("secretary.home"), N_("To what is to do"))
    return None


signed_in = security.guarded_by(enter_account)
operator = security.guarded_by(enter_operator)
secretary = security.guarded_by(enter_council)


def _to_sign_in() -> Refusal:
    """Led to sign in and back; what was written in one of our forms comes with them."""
    carried = resubmit.refused_form()
    if carried.fields and security.is_our_form():
        told = N_("You have been signed out since you opened the page.")
        advice = N_("Sign in again. What you wrote is still here.")
        form = SignInForm(formdata=None)
        return sign_in_page(form, carried.page, carried, told=told, advice=advice), 403
    return redirect_to("sign_in.form", next=resubmit.page_to_return_to())


def sign_in_page(
    form: SignInForm,
    next_page: str,
    carried: KeptForm | None = None,
    *,
    told: str = "",
    advice: str = "",
) -> str:
    """`told` is said on top, with `advice`, both msgids; `carried` is what was written before."""
    return render_template(
        "secretary/accounts/sign_in.html",
        written=form,
        next_page=next_page,
        told=told,
        advice=advice,
        kept=carried,
    )


def secretary_page(template: str, **values: object) -> str:
    """A page of the council being kept: its name, whose account it is, and the places of the menu.

    Its template also has `now`, `wall` (an instant by the council's clock) and `kinds` (of mail).
    """
    ailment = _ailment(health.check_health(g.session, now=g.now))
    pages = current_app.blueprints[request.blueprint or ""]
    return render_template(
        f"secretary/{template}",
        council=g.council,
        account=g.account,
        places=PLACES,
        menu_place=getattr(pages, "place", pages.name),
        menu_count=len(mail_todos(g.council)) if request_cache.may_wait(g.council) else 0,
        ailment=ailment,
        mail_waiting=ailment and notices.count_waiting(g.session, council_id=g.council.id),
        now=g.now,
        wall=lambda at: Wall.at(at, g.council.zone),
        kinds=KINDS,
        **values,
    )


def plays() -> bool:
    """True in a rehearsal."""
    return isinstance(app_state().clock, RehearsalClock)


def _ailment(found: Health) -> Ailment | None:
    """What keeps mail from going. A worker that has never run says nothing yet; as soon as something is late, that is
    told. A rehearsal steps its clock by leaps, so that nothing in it is ever late."""
    if plays():
        return None
    told = (one for one in found.ailments if one.wrong is not Wrong.NO_WORKER or found.beat_at)
    return next(told, None)


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
