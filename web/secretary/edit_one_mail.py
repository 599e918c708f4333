"""Ändra texten i det här mejlet: the words of one coming mail, a message in it, and back to the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.errors import Conflict, Fault, InvalidInput, NotFound
from scheduler.notices import fields, mail_actions, preview, texts
from scheduler.notices.kinds import KINDS, Letter, letter_name
from scheduler.notices.preview import Sample
from scheduler.notices.situation import PlannedNotice, Recipient, Situation
from scheduler.notices.texts import Words
from web.language import speak
from web.secretary import access, conflict, text_show
from web.secretary import texts as pages_of_texts
from web.secretary.texts import Answer

pages = Blueprint("edit_one_mail", __name__, url_prefix="/admin/<slug>/mail/edit")


@pages.get("")
@access.secretary
def edit() -> str:
    s, notice, text, code = _mail()
    return _page(s, notice, text, code, texts.notice_words(s, notice, text, code))


@pages.post("")
@access.secretary
def write() -> Answer:
    s, notice, text, code = _mail()
    words, do = pages_of_texts.typed(), request.form.get("do", "save")
    try:
        if do in ("save", "restore"):
            if do == "restore":
                words = replace(texts.usual_words(s, text, code), version=words.version)
            texts.save_notice_words(
                g.session, g.council, notice.key, text, code, words, by=g.by, now=g.now
            )
            return _done(notice, "edited" if do == "save" else "unedited")
        fields.check_text(text, code, words.subject, words.body)
        if do == "test":
            told = _tested(s, notice, text, code, words)
            return _page(s, notice, text, code, words, done=told)
    except InvalidInput as error:
        return _page(s, notice, text, code, words, error.fields), 422
    except Conflict:
        return _conflict(s, notice, text, code, words)
    return _page(s, notice, text, code, words)


@pages.get("/message")
@access.secretary
def message() -> str:
    return _message_page(_mail()[1])


@pages.post("/message")
@access.secretary
def add_message() -> Answer:
    """A paragraph of the secretary's own, in all letters of the mail."""
    notice = _mail()[1]
    messages = {code: request.form.get(code, "") for code in text_show.LANGUAGE_WORDS}
    try:
        with g.session.begin_nested():
            texts.save_message(g.session, g.council, notice.key, messages, by=g.by, now=g.now)
    except InvalidInput as error:
        return _message_page(notice, next(iter(error.fields.values()))), 422
    return _done(notice, "message")


def _message_page(notice: PlannedNotice, fault: Fault | None = None) -> str:
    says, default = speak(), g.council.language
    found = {to.person.language or default for to in notice.audience}
    codes = sorted(found, key=lambda code: code != default)
    error = says(fault.text, **fault.params) if fault else ""
    return access.show(
        "mail/message.html",
        title=says(KINDS[notice.kind].name),
        key=notice.key,
        languages={code: says(text_show.LANGUAGE_WORDS[code]) for code in codes},
        error=error,
        faults=[{"anchor": codes[0], "text": error}] if error else [],
        back=url_for("mail.letter", slug=g.council.slug, key=notice.key),
        failed=bool(fault),
    )


def _mail() -> tuple[Situation, PlannedNotice, Letter, str]:
    """The mail, and which of its letters in which language. Raises: NotFound; Conflict where it has been ordered."""
    key, letter, code = (_asked(name) for name in ("key", "letter", "code"))
    s, notice = mail_actions.find_unsent(g.session, g.council, key)
    variants = texts.letter_variants(s, notice)
    if not variants:
        raise NotFound
    chosen = next((one for one in variants if one == (letter, code)), None)
    if chosen is None and (letter or code):
        raise NotFound
    return (s, notice, *(chosen or variants[0]))


def _asked(name: str) -> str:
    return request.form.get(name, "") or request.args.get(name, "")


def _tested(s: Situation, notice: PlannedNotice, text: Letter, code: str, words: Words) -> str:
    s, notice = mail_actions.find_unsent(g.session, g.council, notice.key, lock=True)
    to = preview.sample_recipient(g.account.person, text)
    of = Sample(s, notice, to, max(g.now, notice.due_at))
    links = pages_of_texts.desk().links
    return pages_of_texts.send_test(
        of, texts.fill_words(of, words, code, links, own_links=True), code
    )


def _page(
    s: Situation,
    notice: PlannedNotice,
    text: Letter,
    code: str,
    words: Words,
    faults: Mapping[str, Fault] | None = None,
    *,
    done: str = "",
) -> str:
    says = speak()
    reading = _readers(notice, text, code)
    to = next((to for to in reading if str(to.person.id) == _asked("person")), reading[0])
    of = Sample(s, notice, to, max(g.now, notice.due_at))
    listed, errors = text_show.told(faults or {}, says)
    page = text_show.Page(
        title=says(KINDS[notice.kind].name),
        language=says(text_show.LANGUAGE_WORDS[code]),
        code=code,
        words=words,
        is_own=s.edited(notice.kind, notice.occasion, text, code) is not None,
        faults=listed,
        errors=errors,
        fields=text_show.field_lines(
            text, code, preview.sample_values(of, code, pages_of_texts.desk().links), says
        ),
        shown=None if faults else pages_of_texts.preview(of, words, code),
        occasions=[],
        people=text_show.people([to.person for to in reading], to.person),
        nonce=pages_of_texts.nonce(),
        restore_url="",
        others=[
            text_show.Version(_name(*one), one[1], _url(notice, *one), False)
            for one in texts.letter_variants(s, notice)
            if one != (text, code)
        ],
        done=done,
    )
    return access.show(
        "mail/edit.html",
        page=page,
        key=notice.key,
        letter=text.value,
        about=says("Meeting %(day)s", day=says.short(s.meeting.starts.date)) if s.meeting else "",
        back=url_for("mail.letter", slug=g.council.slug, key=notice.key),
        failed=bool(faults),
    )


def _readers(notice: PlannedNotice, text: Letter, code: str) -> list[Recipient]:
    """Those who get these words."""
    return [
        to
        for to in notice.audience
        if to.letter == text and (to.person.language or g.council.language) == code
    ]


def _name(text: Letter, code: str) -> str:
    says = speak()
    return says(
        "%(letter)s, %(language)s",
        letter=says(letter_name(text)),
        language=says(text_show.LANGUAGE_WORDS[code]),
    )


def _url(notice: PlannedNotice, text: Letter, code: str) -> str:
    return url_for(
        "edit_one_mail.edit", slug=g.council.slug, key=notice.key, letter=text.value, code=code
    )


def _done(notice: PlannedNotice, done: str) -> Response:
    return redirect(url_for("mail.letter", slug=g.council.slug, key=notice.key, done=done), 303)


def _conflict(
    s: Situation, notice: PlannedNotice, text: Letter, code: str, words: Words
) -> tuple[str, int]:
    """Raises: Conflict where the mail has been ordered meanwhile: then there is nothing left to save."""
    says = speak()
    s, notice = mail_actions.find_unsent(g.session, g.council, notice.key)
    theirs, here = texts.notice_words(s, notice, text, code), _url(notice, text, code)
    hidden = {"version": str(theirs.version), "do": "save", "key": notice.key}
    return conflict.page(
        says(KINDS[notice.kind].name),
        pages_of_texts.differences(theirs, words),
        hidden=hidden | {"letter": text.value, "code": code},
        url=here,
        back=here,
        button=says("Save my text"),
    )
