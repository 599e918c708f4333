"""One more council, by an operator, where [site] accounts_add_councils allows it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.councils import accounts, new_council
from scheduler.errors import InvalidInput, NotFound
from scheduler.firstrun import tasks
from web.app_state import app_state
from web.secretary import access
from web.secretary.setup.forms import CouncilForm

pages = Blueprint("new_council", __name__, url_prefix="/admin/new")


@pages.get("")
@access.operator
def form() -> str:
    return _page(_allowed_form())


@pages.post("")
@access.operator
def add() -> Response | tuple[str, int]:
    form, email = _allowed_form(), g.account.person.email
    new = form.new_council(app_state().config.site.zone)
    try:
        tasks.require_free_slug(g.session, new.slug)
        council = new_council.add_council(g.session, new, by=g.by, now=g.now)
    except InvalidInput as error:
        form.refuse(error)
        return _page(form), 422
    accounts.add_account(g.session, email, name="", councils=[council], by=g.by, now=g.now)
    return redirect(url_for("members.add", slug=council.slug), 303)


def _allowed_form() -> CouncilForm:
    """Raises: NotFound."""
    site = app_state().config.site
    if not site.accounts_add_councils:
        raise NotFound
    return CouncilForm(data={"language": site.language})


def _page(form: CouncilForm) -> str:
    return render_template(
        "secretary/accounts/new_council.html",
        written=form,
        faults=form.told,
        failed=bool(form.told),
        account=g.account,
    )
