"""One more council, by an operator, where [site] accounts_add_councils allows it."""

from flask import g, render_template
from werkzeug.wrappers import Response

from scheduler.councils import accounts, new_council
from scheduler.errors import NotFound
from web.addresses import redirect_to
from web.app_state import app_state
from web.secretary import access
from web.secretary.setup.forms import CouncilForm
from web.security import GuardedPages

pages = GuardedPages("new_council", "/admin/new", access.enter_operator)


@pages.get("")
def form() -> str:
    return _page(_allowed_form())


@pages.post("", endpoint="add")
def add_council() -> Response:
    form, email = _allowed_form().with_page(_page), g.account.person.email
    slug, zone, settings = form.slug.data.lower(), app_state().config.site.zone, form.settings()
    council = new_council.add_council(g.session, slug, zone, settings, by=g.by, now=g.now)
    accounts.add_account(g.session, email, name="", councils=[council], by=g.by, now=g.now)
    return redirect_to("members.add", slug=council.slug)


def _allowed_form() -> CouncilForm:
    """Raises: NotFound."""
    site = app_state().config.site
    if not site.accounts_add_councils:
        raise NotFound
    return CouncilForm(data={"language": site.language})


def _page(form: CouncilForm) -> str:
    return render_template("secretary/accounts/new_council.html", written=form, account=g.account)
