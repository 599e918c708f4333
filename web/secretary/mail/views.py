"""Utskick: every mail, sent and coming, on one timeline; any letter as any recipient gets it; and all mail on hold."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from operator import attrgetter

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.errors import NotFound
from scheduler.language import sort_key
from scheduler.mail import letter_actions
from scheduler.mail.rows import ADDRESS_CHANGED
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import (
    extra_letters,
    listing,
    load_situation,
    mail_actions,
    pause,
    preview,
    store,
)
from scheduler.notices.digest.mishaps import TOLD_AFTER
from scheduler.notices.extra_letters import Latecomers
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years
from web import letter_request
from web.addresses import redirect_to
from web.secretary import access, request_cache
from web.secretary.home.mail_todos import mail_todos
from web.secretary.mail.listed import (
    MailFilter,
    allowed_actions,
    make_timeline,
    may_get_copy,
    may_go_again,
    read_filter,
)

pages = access.CouncilPages("mail", "/mail")
_ACTS = {
    "approve": mail_actions.approve,
    "dismiss": mail_actions.dismiss,
    "hold": mail_actions.hold,
    "resume": mail_actions.resume,
    "skip": mail_actions.skip,
    "send": mail_actions.send_now,
    "undo": mail_actions.hold,
}
_LETTER_ACTS = ("again", "copy", "sent")
_PERSONAL = re.compile(r"(/[mu]/)[a-z0-9.-]+")
"""Another person's link would let the reader in as them, so its token is not shown."""


@pages.get("")
def index() -> str:
    """All that is to come and what went lately, or that of a meeting or a year; of that, what the filter lets in."""
    asked = read_filter(request.args)
    held = _meetings_of_year(asked.year)
    refs = _asked_refs(asked, held)
    is_whole = bool(refs or asked.year)
    mail = _mail_of(refs, asked.person) if is_whole else request_cache.all_mail_to_come(g.council)
    chosen = asked.chosen_lines(mail, g.now)
    return _page(
        "timeline",
        asked=asked,
        mail=mail,
        chosen=chosen,
        meetings=held
        or sorted({m.meeting for m in mail if m.meeting}, key=attrgetter("starts_at")),
        people=_people(mail, asked.person),
        todos=[] if is_whole else mail_todos(g.council),
        years=sorted(years.published(g.session, g.council.id), reverse=True),
        timeline=make_timeline(chosen, g.now, is_whole=is_whole or asked.is_on),
        lost=_lost(chosen) if asked.person else [],
    )


def _page(name: str, **values: object) -> str:
    """A page about mail. Its template has what may be done about a mail, and what was just done."""
    return access.secretary_page(
        f"mail/{name}.html",
        allowed_actions=partial(allowed_actions, council=g.council, now=g.now),
        may_go_again=partial(may_go_again, council=g.council),
        may_get_copy=partial(may_get_copy, council=g.council, now=g.now),
        told_after=TOLD_AFTER,
        address_changed=ADDRESS_CHANGED,
        done=request.args.get("done", ""),
        **values,
    )


def _asked_refs(asked: MailFilter, held: Sequence[Meeting]) -> list[Ref]:
    """The mail of a year's meetings, `held`, has pages of its own, but for what one person has had."""
    if asked.meeting:
        return [Ref(Owner.MEETING, access.meeting(asked.meeting).id)]
    refs = [Ref(Owner.YEAR, held[0].council_year_id)] if held else []
    return [*refs, *(Ref(Owner.MEETING, m.id) for m in held if asked.person)]


def _meetings_of_year(year: int) -> Sequence[Meeting]:
    held = meetings.of_council(g.session, g.council.id, since=date(year, 1, 1)) if year else []
    return [meeting for meeting in held if meeting.starts.date.year == year]


def _mail_of(refs: Sequence[Ref], person_id: int) -> list[NoticeLine]:
    everything = load_situation.load_situations(g.session, refs, person_id=person_id or None)
    return listing.list_situations(everything, now=g.now)


def _people(mail: Sequence[NoticeLine], person_id: int) -> list[tuple[int, str]]:
    """By name: everyone to whom one of the mails goes, and the person who was asked for."""
    names = {to.person_id: to.name or to.email for line in mail for to in line.audience}
    if person_id and person_id not in names:
        terms = request_cache.members(g.council)
        names |= {t.person_id: t.person.name for t in terms if t.person_id == person_id}
    return sorted(names.items(), key=lambda person: sort_key(person[1]))


def _lost(mail: list[NoticeLine]) -> list[listing.ListedPerson]:
    """Of one person's mail, the letters that did not arrive for their address's sake, where there are several."""
    lost = [to for line in mail for to in line.audience if to.is_address_dead and to.row_id]
    return lost if len(lost) > 1 else []


@pages.get("/letter")
def letter() -> str:
    """One notice by its key, as one of its recipients has it or will have it. Raises: NotFound for one without any."""
    key, to = request.args.get("key", ""), request.args.get("to", "")
    links = letter_request.mail_setup().links
    line, person, shown = preview.preview_notice(g.session, g.council, key, links, to=to, now=g.now)
    return _page(
        "letter",
        line=line,
        to=person,
        letter=shown,
        text=_PERSONAL.sub(r"\1…", shown.text),
        is_draft=not line.is_ordered and line.state is not listing.NoticeState.MISSED,
        held=mail_actions.find_holder(g.session, g.council, line),
        late=_late(line),
    )


def _late(line: NoticeLine) -> list[Latecomers]:
    """On a kallelse that has gone: to whom it has not."""
    if line.kind is not Kind.KALLELSE or not line.is_ordered:
        return []
    calls = extra_letters.late_calls(g.session, g.council.id, now=g.now)
    return [call for call in calls if call.meeting == line.meeting]


@pages.post("")
def act() -> Response:
    """Approve, hold, resume, skip, send now or take back one mail not yet ordered; or take off the list what is over.

    Raises: NotFound, Conflict.
    """
    key, do = request.form.get("key", ""), request.form.get("do", "")
    if do not in _ACTS:
        raise NotFound
    _ACTS[do](g.session, g.council, key, by=g.by, now=g.now)
    return redirect_to("mail.letter", key=key, done=do)


@pages.post("/letters")
def letters() -> Response:
    """Letters once more: those that may not have arrived, or a copy; or count as sent. Raises: NotFound, Conflict."""
    do, ids = request.form.get("do", ""), request.form.getlist("id", type=int)
    own = store.letters_of_council(g.session, g.council.id, ids)
    if do not in _LETTER_ACTS or not ids or not own.issuperset(ids):
        raise NotFound
    for row_id in ids:
        if do == "again":
            extra_letters.resend_letter(g.session, row_id, by=g.by, now=g.now)
        elif do == "copy":
            extra_letters.send_copy(
                g.session, row_id, letter_request.mail_setup(), by=g.by, now=g.now
            )
        else:
            letter_actions.count_as_sent(g.session, row_id, by=g.by, now=g.now)
    return redirect_to("mail.index", done=do)


# all mail


@pages.post("/pause")
def hold_all() -> Response:
    """From now on nothing planned goes; the list says so."""
    pause.pause_mail(g.session, g.council, by=g.by, now=g.now)
    return redirect_to("mail.index", done="paused")


@pages.get("/resume")
def resume() -> str | Response:
    """What happens when mail goes again, and what is late."""
    if not g.council.is_paused:
        return redirect_to("mail.index")
    mail = request_cache.open_mail(g.council)
    return _page(
        "resume",
        late=pause.late_lines(mail, g.now),
        on_its_way=store.count_waiting(g.session, council_id=g.council.id),
        missed=[
            line
            for line in mail
            if line.state is listing.NoticeState.MISSED
            and g.council.paused_at <= line.expires_at <= g.now
        ],
    )


@pages.post("/resume")
def resume_all() -> Response:
    pause.resume_mail(g.session, g.council, by=g.by, now=g.now)
    return redirect_to("mail.index", done="going")
