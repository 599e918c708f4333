"""Ändra texten i det här mejlet: the words of one coming mail, a message in it, and back to the usual ones."""

from dataclasses import replace
from functools import partial
from typing import NamedTuple

from flask import g, request, url_for

from scheduler.errors import NotFound
from scheduler.notices import fields, mail_actions, preview, texts
from scheduler.notices.kinds import KINDS, Letter, letter_name
from scheduler.notices.situation import OneLetter, PlannedNotice, Recipient, Situation
from web import letter_request
from web.addresses import ViewResult, redirect_to
from web.forms import answer_refusals
from web.language import speak
from web.secretary import access
from web.secretary.texts.letter_page import (
    LANGUAGE_WORDS,
    TextForm,
    asked,
    letter_parts,
    saved_text,
    send_test,
)

pages = access.CouncilPages("edit_one_mail", "/mail/edit", "mail")


class OneMail(NamedTuple):
    """A coming mail, and which of its letters is edited, in which language."""

    situation: Situation
    notice: PlannedNotice
    letter: Letter
    code: str

    def sample(self, to: Recipient) -> OneLetter:
        return OneLetter(self.situation, self.notice, to, max(g.now, self.notice.due_at))

    def readers(self) -> list[Recipient]:
        """Those who get these words."""
        default = g.council.language
        readers = (to for to in self.notice.audience if to.letter == self.letter)
        return [to for to in readers if (to.person.language or default) == self.code]


@pages.get("")
def edit() -> str:
    mail = _mail()
    return _page(mail, saved_text(texts.notice_words(*mail)))


@pages.post("")
def write() -> ViewResult:
    """Preview and test keep what was typed on the page; only saving leads on."""
    mail, do = _mail(lock=True), request.form.get("do", "save")
    form, saved = TextForm().with_page(partial(_page, mail)), texts.notice_words(*mail)
    if do in ("save", "restore") and form.is_stale(saved_text(saved)):
        return _conflict(mail, form, saved_text(saved))
    words = form.words(saved.version)
    if do == "restore":
        usual = texts.council_words(mail.situation.texts, mail.letter, mail.code)
        words = replace(usual, version=saved.version)
    fields.check_text(mail.letter, mail.code, words.subject, words.body)
    if do in ("save", "restore"):
        key = mail.notice.key
        texts.save_notice_words(
            g.session, g.council, key, mail.letter, mail.code, words, by=g.by, now=g.now
        )
        return redirect_to("mail.letter", key=key, done="edited" if do == "save" else "unedited")
    if do == "test":
        _send_test(mail, form)
    return _page(mail, form, is_sent=do == "test")


@pages.get("/message")
def message() -> str:
    return _message_page(_mail().notice)


@pages.post("/message")
def add_message() -> ViewResult:
    """A paragraph of the secretary's own, in all letters of the mail."""
    notice = _mail().notice
    answer_refusals(partial(_message_page, notice))
    messages = {code: request.form.get(code, "") for code in LANGUAGE_WORDS}
    with g.session.begin_nested():
        texts.save_message(g.session, g.council, notice.key, messages, by=g.by, now=g.now)
    return redirect_to("mail.letter", key=notice.key, done="message")


def _message_page(notice: PlannedNotice) -> str:
    default = g.council.language
    codes = {to.person.language or default for to in notice.audience}
    return access.secretary_page(
        "mail/message.html",
        notice=notice,
        language_words=LANGUAGE_WORDS,
        codes=sorted(codes, key=lambda code: code != default),
    )


def _mail(*, lock: bool = False) -> OneMail:
    """Raises: NotFound; Conflict where it has been ordered."""
    key, letter, code = (asked(name) for name in ("key", "letter", "code"))
    s, notice = mail_actions.find_unsent(g.session, g.council, key, lock=lock)
    variants = texts.letter_variants(s, notice)
    chosen = variants[:1]
    if letter or code:
        chosen = [variant for variant in variants if variant == (letter, code)]
    if not chosen:
        raise NotFound
    return OneMail(s, notice, *chosen[0])


def _send_test(mail: OneMail, form: TextForm) -> None:
    sample = mail.sample(preview.sample_recipient(g.account.person, mail.letter))
    links = letter_request.mail_setup().links
    send_test(sample, texts.fill_words(sample, form.words(), mail.code, links, own_links=True))


def _page(mail: OneMail, form: TextForm, *, is_sent: bool = False) -> str:
    readers = mail.readers()
    to = next((to for to in readers if str(to.person.id) == asked("person")), readers[0])
    s, notice = mail.situation, mail.notice
    return access.secretary_page(
        "mail/edit.html",
        notice=notice,
        meeting=s.meeting,
        letter=mail.letter,
        letter_name=letter_name,
        variants=texts.letter_variants(s, notice),
        is_own=s.edited(notice.kind, notice.occasion, mail.letter, mail.code) is not None,
        people=[to.person for to in readers],
        person=to.person,
        is_sent=is_sent,
        **letter_parts(mail.letter, mail.code, form, mail.sample(to)),
    )


def _conflict(mail: OneMail, form: TextForm, saved: TextForm) -> tuple[str, int]:
    says = speak()
    here = url_for(
        "edit_one_mail.edit",
        key=mail.notice.key,
        letter=mail.letter.value,
        code=mail.code,
    )
    title, button = says(KINDS[mail.notice.kind].name), says("Save my text")
    return form.conflict(saved, title=title, url=here, button=button)
