"""What the page of a letter's words shows beside its form: the fields, the letter as it reads; and a test of it."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from flask import g, request
from markupsafe import Markup

from scheduler.errors import N_, InvalidInput, NotFound
from scheduler.language import language
from scheduler.mail import html
from scheduler.notices import extra_letters, fields, preview, texts
from scheduler.notices.kinds import LETTERS, Letter
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import OneLetter, Recipient
from scheduler.notices.texts import Words
from web import letter_request
from web.forms import line, text
from web.secretary.conflict import VersionedForm

LANGUAGE_WORDS: Mapping[str, str] = {"sv": N_("Swedish"), "en": N_("English")}
_TEST = N_("Test: %(subject)s")


class TextForm(VersionedForm):
    subject = line(N_("Subject"), class_="w-l")
    body = text(N_("Text"), rows="20")

    def words(self, version: int = 0) -> Words:
        return texts.tidy_words(self.subject.data or "", self.body.data or "", version)


def saved_text(words: Words) -> TextForm:
    return TextForm.of_saved({"subject": words.subject, "body": words.body})


def asked(name: str) -> str:
    """Of the form, else of the address."""
    return request.form.get(name, "") or request.args.get(name, "")


def letter_parts(
    letter: Letter, code: str, form: TextForm, sample: OneLetter | None
) -> dict[str, Any]:
    """What the template of such a page needs; without a sample no letter is shown, and none with a fault."""
    values: Mapping[str, str] = {}
    rendered = None
    if sample:
        links = letter_request.mail_setup().links
        values = preview.sample_values(sample, code, links)
        rendered = None if form.told else _rendered(sample, form, code)
    return {
        "text_form": form,
        "code": code,
        "language_words": LANGUAGE_WORDS,
        "fields": _fields(letter, code, values),
        "rendered": rendered,
        "looks": Markup(html.render_body(rendered.text)) if rendered else "",
        "nonce": secrets.token_hex(4),
    }


def _rendered(sample: OneLetter, form: TextForm, code: str) -> RenderedLetter | None:
    """None where the words cannot be filled."""
    try:
        return texts.fill_words(sample, form.words(), code, letter_request.mail_setup().links)
    except InvalidInput:
        return None


def _fields(
    letter: Letter, code: str, values: Mapping[str, str]
) -> list[tuple[str, str, str, bool]]:
    """Each field as it is written, what it becomes, its value in the letter, and whether no text may lack it."""
    needed = LETTERS[letter].needs
    return [
        (fields.field_name(key, code), fields.ABOUT[key], values.get(key, ""), key in needed)
        for key in sorted(fields.letter_fields(letter), key=lambda key: key not in needed)
    ]


def send_test(sample: OneLetter, letter: RenderedLetter) -> None:
    """Sends the letter to whoever is signed in, once for each showing of the form. Raises: NotFound."""
    occasion, person = request.form.get("nonce", ""), g.account.person
    if not re.fullmatch(r"[0-9a-f]{8}", occasion):
        raise NotFound
    subject = language(letter.language)(_TEST, subject=letter.subject)
    marked = RenderedLetter(subject, letter.text, letter.language)
    to = Recipient(person, sample.to.letter)
    setup = letter_request.mail_setup()
    extra_letters.send_test(
        g.session, sample.situation, to, marked, setup, occasion=occasion, now=g.now
    )
