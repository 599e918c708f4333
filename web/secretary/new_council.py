"""One more council, by an operator, where [site] accounts_add_councils allows it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.councils import accounts, new_council
from scheduler.errors import Fault, InvalidInput, NotFound
from scheduler.firstrun import tasks
from web.app_state import app_state
from web.language import speak
from web.secretary import access, setup_show

pages = Blueprint("new_council", __name__, url_prefix="/admin/new")


@pages.get("")
@access.operator
def form() -> str:
    _must_be_allowed()
    return _page(None, {})


@pages.post("")
@access.operator
def add() -> Response | tuple[str, int]:
    _must_be_allowed()
    site, typed, email = app_state().config.site, request.form, g.account.person.email
    try:
        new = setup_show.new_council(typed, zone=site.zone, language=site.language)
        tasks.require_free_slug(g.session, new.slug)
        council = new_council.add_council(g.session, new, by=g.by, now=g.now)
    except InvalidInput as error:
        return _page(typed, error.fields), 422
    accounts.add_account(g.session, email, name="", councils=[council], by=g.by, now=g.now)
    return redirect(url_for("members.add", slug=council.slug), 303)


def _must_be_allowed() -> None:
    """Raises: NotFound."""
    if not app_state().config.site.accounts_add_councils:
        raise NotFound


def _page(typed: setup_show.Typed | None, faults: dict[str, Fault]) -> str:
    says = speak()
    errors = {key: says(fault.text, **fault.params) for key, fault in faults.items()}
    return render_template(
        "secretary/new_council.html",
        values=setup_show.council_form(typed, app_state().config.site.language),
        errors=errors,
        failed=bool(errors),
        faults=[{"text": text, "anchor": key} for key, text in errors.items()],
        account=g.account,
    )
