"""Invites a colleague to keep the council, and ends somebody's access after a page that says what follows."""

from functools import partial

from flask import g
from werkzeug.wrappers import Response

from scheduler.councils import accounts, store
from scheduler.councils.account_rows import Account
from scheduler.councils.accounts import TooManyTries
from scheduler.errors import N_, NotFound
from scheduler.notices import requested_letters
from web import letter_request
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.settings.forms import InvitationForm, SettingsForm, saved_settings
from web.secretary.settings.views import settings_page

pages = access.CouncilPages("keepers", "/settings/accounts", "settings")
_SENT_OFTEN = N_("Links have been mailed to the address several times. Wait a quarter of an hour.")


@pages.post("")
def invite() -> ViewResult:
    """What is written in the settings and not saved stays in them."""
    settings = SettingsForm()
    form = InvitationForm().with_page(partial(settings_page, settings))
    try:
        requested_letters.order_invitation(
            g.session,
            letter_request.link_request(),
            council=g.council,
            name=form.colleague.data,
            by=g.by,
        )
    except TooManyTries:
        form.refuse_field("email", _SENT_OFTEN)
        return settings_page(settings, form), 429
    if settings.texts() == saved_settings(g.council, speak()).texts():
        return redirect_to("settings.index", done="invited")
    return settings_page(settings, InvitationForm(formdata=None), done="invited")


@pages.get("/<int:account_id>")
def check(account_id: int) -> str:
    keeping = store.accounts_of_council(g.session, g.council.id)
    return access.secretary_page(
        "settings/remove_account.html",
        keeper=_among(keeping, account_id).person,
        is_own=account_id == g.account.id,
        is_last=len(keeping) == 1,
        reads_replies=_among(keeping, account_id).person_id == g.council.reply_to_id,
    )


@pages.post("/<int:account_id>")
def remove(account_id: int) -> Response:
    removed = _among(store.accounts_of_council(g.session, g.council.id), account_id)
    accounts.end_access(g.session, removed, [g.council], by=g.by, now=g.now)
    if removed.id == g.account.id:
        return redirect_to("secretary.councils")
    return redirect_to("settings.index", done="removed")


def _among(keeping: list[Account], account_id: int) -> Account:
    found = next((one for one in keeping if one.id == account_id), None)
    if found is None:
        raise NotFound
    return found
