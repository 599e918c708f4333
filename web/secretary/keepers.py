"""Ends somebody's access to the council: a page that says what follows, and its button."""

from __future__ import annotations

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from scheduler.councils import accounts, store
from scheduler.councils.rows import Account
from scheduler.errors import NotFound
from web.secretary import access

pages = Blueprint("keepers", __name__, url_prefix="/admin/<slug>/settings/accounts")


@pages.get("/<int:account_id>")
@access.secretary
def check(account_id: int) -> str:
    keeping = store.accounts_of_council(g.session, g.council.id)
    return access.show(
        "settings/remove_account.html",
        keeper=_among(keeping, account_id).person,
        is_own=account_id == g.account.id,
        is_last=len(keeping) == 1,
        reads_replies=_among(keeping, account_id).person_id == g.council.reply_to_id,
    )


@pages.post("/<int:account_id>")
@access.secretary
def remove(account_id: int) -> Response:
    removed = _among(store.accounts_of_council(g.session, g.council.id), account_id)
    accounts.end_access(g.session, removed, [g.council], by=g.by, now=g.now)
    if removed.id == g.account.id:
        return redirect(url_for("secretary.councils"), 303)
    return redirect(url_for("settings.index", slug=g.council.slug, done="removed"), 303)


def _among(keeping: list[Account], account_id: int) -> Account:
    found = next((one for one in keeping if one.id == account_id), None)
    if found is None:
        raise NotFound
    return found
