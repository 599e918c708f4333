"""From the list of mail to the timeline, and from a preview to its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_
from scheduler.history.rows import Change
from scheduler.language import Language
from scheduler.notices.kinds import KINDS
from scheduler.notices.listing import PAUSED, NoticeLine, NoticeState
from scheduler.notices.preview import Preview
from web.secretary import mail_acts, mail_trouble
from web.secretary.mail_acts import Action
from web.secretary.mail_trouble import Remedy, Trouble
from web.secretary.undo import Undo
from web.secretary.words import STATE_WORDS, is_leaving, shown_state, state_words

NEAREST_GONE, NEAREST_COMING = 3, 6
"""Of the mail that has gone, and of what is to come, so many are shown without being asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail. `shape` is its place in the thread, `tag_state` the class of its tag."""

    title: str
    about: str
    when: str
    people: str
    state: str
    tag_state: str
    shape: str
    url: str
    is_edited: bool
    note: str
    troubles: list[Trouble]
    again: Remedy | None
    undo: Undo | None
    key: str
    review_url: str
    actions: list[Action]


@dataclass(frozen=True, slots=True)
class Folded:
    """Mail that is shown when asked for: what the fold says, and what is in it."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`past` and `coming` are what is nearest and what needs a person; `earlier` and `later` are folded away.

    `remedies`: what can be done at once about all that did not reach one person.
    """

    earlier: Folded | None
    past: list[Entry]
    coming: list[Entry]
    later: Folded | None
    today: str
    done: str
    remedies: list[Remedy]


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    email: str
    is_shown: bool


_PERSONAL = re.compile(r"(/[mu]/)[a-z0-9.-]+")
"""Another person's link would let the reader in as them, so its token is not shown."""

_DONE = {
    "dismiss": N_("It no longer stands under To do. Nobody gets it."),
    "approve": N_("The notice is approved. It goes by itself."),
    "hold": N_("The mail is on hold. It will not go."),
    "resume": N_("The mail goes at its time again."),
    "skip": N_("The mail is skipped."),
    "undo": N_("The mail is stopped and on hold. Nothing has gone."),
    "message": N_("The message stands in the mail. It is shown below."),
    "edited": N_("The mail is edited. Other mails keep their text."),
    "unedited": N_("The mail goes with the usual text again."),
}
_DONE_WHILE_PAUSED = _DONE | {
    "approve": N_("The notice is approved."),
    "resume": N_("The mail goes at its time again, unless all mail is still on hold then."),
}
"""Why it does not go stands below."""


_LIST_DONE = {
    "copy": N_("The mail goes once more."),
    "again": N_("It goes again, as soon as it can."),
    "sent": N_("It counts as sent."),
    "paused": N_(
        "All mail is on hold. Nothing is lost: what becomes late is shown to you before mail goes again."
    ),
    "going": N_("Mail goes again."),
}


@dataclass(frozen=True, slots=True)
class LetterPage:
    title: str
    subject: str
    text: str
    language: str
    when: str
    state: str
    tag_state: str
    is_draft: bool
    key: str
    to: str
    people: list[Choice]
    actions: list[Action]
    done: str
    edit_url: str
    is_edited: bool
    waits: bool
    copy: mail_trouble.Remedy | None
    note: str
    troubles: list[Trouble]
    again: Remedy | None
    undo: Undo | None


def timeline(
    mail: Sequence[NoticeLine],
    council: Council,
    says: Language,
    *,
    now: datetime,
    done: str = "",
    is_whole: bool = False,
    is_of_one: bool = False,
) -> Timeline:
    """What has gone or should have above today, what is to come below; `is_whole` folds nothing away.

    `is_of_one`: it is the mail of one person.
    """
    gone = [notice for notice in mail if notice.due_at <= now]
    to_come = mail[len(gone) :]
    far, near = (0, len(mail)) if is_whole else (len(gone) - NEAREST_GONE, NEAREST_COMING)
    earlier = [n for n in gone[: max(far, 0)] if not _is_for_a_person(n, now)]
    later = [n for n in to_come[near:] if not _is_for_a_person(n, now)]

    def shown(notices: Sequence[NoticeLine], folded: Sequence[NoticeLine] = ()) -> list[Entry]:
        away = {notice.key for notice in folded}
        return [_entry(n, council, says, now) for n in notices if n.key not in away]

    today = Wall.at(now, council.zone).date
    return Timeline(
        earlier=Folded(says("Show earlier mail (%(n)s)", n=len(earlier)), shown(earlier))
        if earlier
        else None,
        past=shown(gone, earlier),
        coming=shown(to_come, later),
        later=Folded(_until(later, council, says), shown(later)) if later else None,
        today=says.long(today),
        done=says(_LIST_DONE[done]) if done in _LIST_DONE else "",
        remedies=mail_trouble.all_of_one(mail, council, says) if is_of_one else [],
    )


def _is_for_a_person(notice: NoticeLine, now: datetime) -> bool:
    """It waits, is on hold, is leaving or did not arrive: never folded away. What all mail waits for is said on top."""
    if notice.reason == PAUSED and notice.due_at > now:
        return False
    return STATE_WORDS[shown_state(notice, now)][2] in ("hold", "now", "bad")


def _until(later: Sequence[NoticeLine], council: Council, says: Language) -> str:
    last = Wall.at(later[-1].due_at, council.zone).date
    month = f"{says.month_short(last.month)} {last.year}"
    return says("Show more planned mail (%(n)s until %(month)s)", n=len(later), month=month)


def _entry(notice: NoticeLine, council: Council, says: Language, now: datetime) -> Entry:
    word, tag_state, shape = state_words(notice, says, now=now)
    at = Wall.at(notice.due_at, council.zone)
    meeting = notice.meeting
    url = _address(notice, council) if notice.audience else ""
    return Entry(
        title=says(KINDS[notice.kind].name),
        about=says("Meeting %(day)s", day=says.short(meeting.starts.date)) if meeting else "",
        when=says.short(at.date, at.time),
        people=says.count("%(n)s person", "%(n)s people", len(notice.audience)),
        state=word,
        tag_state=tag_state,
        shape=shape,
        url=url,
        is_edited=notice.is_edited,
        note="" if notice.reason == PAUSED else mail_trouble.reason(notice, council, says),
        troubles=mail_trouble.troubles(notice, council, says, now=now),
        again=mail_trouble.again_to_all(notice, council, says),
        undo=_undo(notice, council, says) if is_leaving(notice, now) else None,
        key=notice.key,
        review_url=url if notice.state is NoticeState.WAITING else "",
        actions=mail_acts.in_the_row(notice, council, says, now=now),
    )


def _address(notice: NoticeLine, council: Council) -> str:
    """Of its text; where the list is of one person's mail, as that person has it."""
    to = notice.audience[0].email if len(notice.audience) == 1 else None
    return url_for("mail.letter", slug=council.slug, key=notice.key, to=to)


def _undo(notice: NoticeLine, council: Council, says: Language) -> Undo:
    url, hidden = url_for("mail.act", slug=council.slug), {"key": notice.key, "do": "undo"}
    return Undo(url, hidden, says(KINDS[notice.kind].name))


def _edit_url(shown: Preview, council: Council) -> str:
    """To the words of this letter in this language, for this mail only."""
    letter, code = shown.to.letter, shown.letter.language
    return url_for(
        "edit_one_mail.edit", slug=council.slug, key=shown.line.key, letter=letter, code=code
    )


def letter(
    shown: Preview,
    council: Council,
    says: Language,
    *,
    held: Change | None,
    now: datetime,
    done: str,
) -> LetterPage:
    """`held`: the change that held it."""
    line = shown.line
    notes = (
        mail_trouble.who_held(held, line, council, says),
        mail_trouble.reason(line, council, says),
    )
    word, tag_state, _shape = state_words(line, says, now=now)
    at = Wall.at(line.due_at, council.zone)
    return LetterPage(
        title=says(KINDS[line.kind].name),
        subject=shown.letter.subject,
        text=_PERSONAL.sub(r"\1…", shown.letter.text),
        language=shown.letter.language,
        when=says.long(at.date, at.time),
        state=word,
        tag_state=tag_state,
        is_draft=not shown.was_ordered,
        key=line.key,
        to=f"{shown.to.name}, {shown.to.email}" if shown.to.name else shown.to.email,
        actions=mail_acts.of_mail(line, council, says, now=now),
        edit_url="" if shown.was_ordered else _edit_url(shown, council),
        is_edited=line.is_edited,
        waits=line.state is NoticeState.WAITING,
        copy=mail_trouble.copy(shown.to, line, council, says, now=now),
        note=" ".join(note for note in notes if note),
        troubles=mail_trouble.troubles(line, council, says, now=now),
        again=mail_trouble.again_to_all(line, council, says),
        done=_done(line, council, says, now, done),
        undo=_undo(line, council, says) if is_leaving(line, now) else None,
        people=[
            Choice(p.name or p.email, p.email, p.email == shown.to.email) for p in line.audience
        ],
    )


def _done(line: NoticeLine, council: Council, says: Language, now: datetime, done: str) -> str:
    """What was just done; of a mail that is leaving, until when it can be taken back."""
    if line.is_ordered and done != "dismiss":
        return ""
    at = Wall.at(line.due_at, council.zone)
    if is_leaving(line, now):
        told = (
            says("The mail goes at %(time)s. Until then you can stop it.", time=says.at(at.time))
            if line.due_at > now
            else says("The mail is about to go. You can still stop it.")
        )
        return f"{says(_DONE[done])} {told}" if done in _DONE else told
    if done == "send" and line.state is NoticeState.PLANNED:
        return says("The mail goes on %(when)s, since no mail goes out at night.", when=at)
    words = _DONE_WHILE_PAUSED if council.is_paused else _DONE
    return says(words[done]) if done in words else ""
