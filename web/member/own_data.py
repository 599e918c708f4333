"""A person's own details: corrected by themselves, and all that is kept of them as a file."""

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import people
from scheduler.councils.accounts import TooManyTries
from scheduler.councils.term_rules import TermDetails
from scheduler.errors import InvalidInput
from scheduler.notices import requested_letters
from scheduler.personal import kept
from web import letter_request
from web.member import access
from web.member.details import ContactForm, details_page, holder_of, to_details
from web.papers import attachment

pages = access.private_blueprint("own_data")


@pages.post("/m/<token>/details/contact")
def correct(token: str) -> Response | tuple[str, int]:
    """Without a field of the address, which stays, where the person signs in with it."""
    person, form = access.holder(token).person, ContactForm()
    texts, by = form.texts(), holder_of(person)
    email = texts["email"] if "email" in request.form else person.email
    new = TermDetails(texts["name"], email, phone=texts["phone"])
    try:
        old = people.correct_details(g.session, person, new, by=by, now=g.now)
        if old is not None:
            asked = letter_request.link_request()
            requested_letters.order_address_letters(g.session, person, asked, old=old)
    except InvalidInput as error:
        form.refuse(error)
        return details_page(token, person, contact=form), 422
    except TooManyTries as error:
        form.refuse_field("email", error.text)
        return details_page(token, person, contact=form), 429
    return to_details(token, "readdressed" if old is not None else "corrected")


@pages.get("/m/<token>/details/kept.json")
def download(token: str) -> Response:
    octets = kept.kept_data(g.session, access.holder(token).person, now=g.now)
    return attachment(octets, "kallelse.json", "application/json")
