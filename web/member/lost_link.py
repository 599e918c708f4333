"""For a member who has lost the personal link: an address typed, a letter with the link. No word on who is known."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from scheduler.councils.accounts import TooManyTries
from scheduler.errors import InvalidInput
from scheduler.notices import requested_letters
from web import language, letter_request
from web.addresses import redirect_to

pages = Blueprint("lost_link", __name__, url_prefix="/link")


@pages.get("")
def form() -> str:
    return _page(is_sent="sent" in request.args)


@pages.post("")
def ask() -> Response | tuple[str, int]:
    says = language.speak()
    try:
        requested_letters.order_personal_link(g.session, letter_request.link_request())
    except InvalidInput as error:
        fault = error.fields["email"]
        return _page(wrong=says(fault.text, **fault.params)), 422
    except TooManyTries as error:
        return _page(told=says(error.text)), 429
    lang = request.args.get("lang")
    return redirect_to("lost_link.form", sent=1, lang=lang)


def _page(*, is_sent: bool = False, wrong: str = "", told: str = "") -> str:
    email = request.form.get("email", "")
    return render_template(
        "member/lost_link.html", is_sent=is_sent, wrong=wrong, told=told, email=email
    )
