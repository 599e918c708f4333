"""For a member who has lost the personal link: an address typed, a letter with the link. No word on who is known."""

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from scheduler.councils.accounts import TooManyTries
from scheduler.errors import N_
from scheduler.notices import requested_letters
from web import forms, letter_request
from web.addresses import redirect_to
from web.forms import PageForm

pages = Blueprint("lost_link", __name__, url_prefix="/link")


class LinkForm(PageForm):
    email = forms.line(
        N_("E-mail address"),
        N_("The address where you get mail from the council."),
        type="email",
        autocomplete="email",
    )


@pages.get("")
def form() -> str:
    return _page(LinkForm())


@pages.post("")
def ask() -> Response | tuple[str, int]:
    form = LinkForm().with_page(_page)
    try:
        requested_letters.order_personal_link(g.session, letter_request.link_request())
    except TooManyTries as error:
        return _page(form, told=error.text), 429
    return redirect_to("lost_link.form", sent=1, lang=request.args.get("lang"))


def _page(form: LinkForm, told: str = "") -> str:
    return render_template("member/lost_link.html", fields=form, told=told)
