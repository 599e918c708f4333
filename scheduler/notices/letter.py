"""One letter, rendered: a text with fields in braces, each a ready string from the one table here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from importlib import resources

from scheduler.clock import Wall
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language, language, plain
from scheduler.links import Links
from scheduler.meetings.rows import Meeting
from scheduler.notices import calendar_link, hours, plan
from scheduler.notices.digest import words as digest
from scheduler.notices.fields import FIELD, FIELDS
from scheduler.notices.kinds import TRAITS, Kind, kind_of
from scheduler.notices.kinds import Letter as Text
from scheduler.notices.situation import PlannedNotice, Recipient, Situation

_BLANKS = re.compile(r" {2,}")
_UNKNOWN = N_("The text has {%(field)s}, which is no field. The fields are: %(fields)s.")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person reads: `subject` on one line, `text` with LF line ends and none at its end."""

    subject: str
    text: str
    language: str


def render(
    s: Situation, notice: PlannedNotice, to: Recipient, links: Links, *, now: datetime
) -> Letter:
    """The letter of this notice to this person, in their language, else the council's.

    `now` is when it is made: a letter asks for nothing by a day that has passed.
    """
    code = to.person.language or s.council.language
    template = template_of(s, notice, to.letter, code)
    return fill(template, values(s, notice, to, links, now=now), code)


def template_of(s: Situation, notice: PlannedNotice, text: Text, code: str) -> str:
    """The words for this one mail where a person has edited it, else the council's own, else those we ship.

    A kallelse that goes with a change has the words that were written for the kallelse.
    """
    edit = s.edited(notice.kind, notice.occasion, text, code)
    if edit is None and s.meeting and notice.kind is Kind.CHANGE:
        edit = s.edited(kind_of(text), f"@{s.meeting.starts.text()}", text, code)
    found = edit or s.own_text(text, code)
    return found.template if found else standard(text, code)


def values(
    s: Situation,
    notice: PlannedNotice,
    to: Recipient,
    links: Links,
    *,
    now: datetime,
    code: str = "",
) -> dict[str, str]:
    """Every field that has something to say in this letter to this person, in their language unless `code` is given."""
    speak = language(code or to.person.language or s.council.language)
    return _values(s, notice, to, links, speak, now)


def fill(
    template: str, values: Mapping[str, str], code: str, known: Mapping[str, str] = FIELDS
) -> Letter:
    """The template with its fields put in; a line whose fields are all empty falls away, with its heading.

    The first line is the subject, which never falls away: one that comes out empty is the council's name.
    Raises: InvalidInput where the template names a field that does not exist.
    """
    names = {known[key] if code == "sv" else key: key for key in known}
    lines: list[str] = []
    dropped = False
    for line in template.split("\n"):
        fields = FIELD.findall(line)
        unknown = [name for name in fields if name not in names]
        if unknown:
            raise InvalidInput(
                {"text": Fault(_UNKNOWN, {"field": unknown[0], "fields": ", ".join(names)})}
            )
        if lines and fields and not any(values.get(names[name]) for name in fields):
            if _is_heading(lines[-1]):
                lines.pop()
            dropped = True
            continue
        if not line and dropped and not lines[-1]:
            continue  # one blank line between what is left
        dropped = dropped and not line
        filled = FIELD.sub(lambda found: values.get(names[found[1]], ""), line)
        if not lines:
            filled = " ".join(filled.split())
        lines.append(
            _BLANKS.sub(" ", filled).strip(" ") if fields and "\n" not in filled else filled
        )
    subject, _, text = plain("\n".join(lines)).partition("\n")
    return Letter(
        subject or values.get("council", ""), re.sub(r"\n{3,}", "\n\n", text).strip("\n"), code
    )


@lru_cache(maxsize=64)
def standard(text: str, code: str) -> str:
    """The text as we ship it: the first line is the subject. One file per letter and language."""
    file = resources.files("scheduler.notices") / "templates" / code / f"{text}.txt"
    return file.read_text(encoding="utf-8").strip("\n")


def _is_heading(line: str) -> bool:
    return bool(line) and not line.endswith((".", "!", ",")) and ":" not in line and "–" not in line


def _values(
    s: Situation, notice: PlannedNotice, to: Recipient, links: Links, speak: Language, now: datetime
) -> dict[str, str]:
    """Every field of `FIELDS` that has something to say here."""
    _ = speak
    person, council = to.person, s.council
    page = links.page(person.id, person.link_version)
    other = "en" if speak.code == "sv" else "sv"
    # An address that belongs to the council and to nobody by name is not called by the council's name.
    name = "" if person.name == council.name else person.first_name
    values = {
        "greeting": _("Hello %(name)s,", name=name) if name else _("Hello,"),
        "first_name": name,
        "council": council.name,
        "secretary": council.contact or council.name,
        "role": _("deputy") if to.is_deputy else _("member"),
        "year": str(s.year.year),
        "page_link": page,
        "choices_link": links.unsubscribe(person.id, person.link_version, "all"),
        "other_language": f"{page}?lang={other}" if person.language is None else "",
    }
    if notice.kind is Kind.DIGEST:
        values |= _of_report(s, links, speak)
    if s.meeting is None:
        return values | {"dates": _dates(s, speak), "place": council.place}
    today = Wall.at(now, council.zone).date
    values |= _of_meeting(s, s.meeting, speak, today)
    values["meeting_link"] = links.meeting_page(
        person.id, person.link_version, council.slug, s.meeting.number
    )
    if to.is_called or notice.kind is Kind.DATE_ADDED:
        values["calendar_file"] = calendar_link.address(council, s.meeting, to, links, speak.code)
    if notice.kind is Kind.CHANGE:
        values |= _of_change(s, s.meeting, to, speak)
        if notice.carries and to.is_called:
            values["reply_again"] = _(
                "This is also the notice of meeting. Please tell us by %(day)s whether you are coming.",
                day=values["reply_by"],
            )
    if notice.kind is Kind.KALLELSE_REVIEW:
        values |= _of_review(s, links, now)
    return values


def _of_meeting(s: Situation, meeting: Meeting, speak: Language, today: date) -> dict[str, str]:
    _ = speak
    starts, ends = meeting.starts, meeting.ends
    items_by, kallelse_on = hours.items_close_on(s, meeting), hours.kallelse_on(s, meeting)
    reply_by = max(hours.reply_by(s, meeting), today)
    after = next(
        (m for m in s.meetings if m.starts_at > meeting.starts_at and not m.is_cancelled), None
    )
    return {
        "meeting": f"{speak.span(starts, ends, long=True)} ({speak.week(starts.date)})",
        "meeting_day": speak.long(starts.date, year=False),
        "meeting_hours": speak.span(starts, ends, long=True, year=False),
        "meeting_date": speak.short(starts.date, starts.time),
        "meeting_short": speak.day_month(starts.date),
        "subject_day": speak.short(starts.date),
        "place": meeting.place,
        "online": meeting.online_url,
        "reason": meeting.reason,
        "items_by": speak.long(items_by, year=False),
        "items_by_short": speak.day_month(items_by),
        "items_after": _("What arrives later goes to the meeting after, on %(day)s.",
                         day=speak.long(after.starts.date, year=after.starts.date.year != starts.date.year))
                       if after else "",
        "items_until": _("You can suggest items up to and including %(day)s.",
                         day=speak.long(items_by, year=False)) if items_by >= today else "",
        "kallelse_on": speak.long(kallelse_on, year=False),
        "kallelse_on_short": speak.short(kallelse_on, year=False),
        "kallelse_comes": _("The notice of meeting comes on %(day)s.",
                            day=speak.long(kallelse_on, year=False)) if kallelse_on > today else "",
        "reply_by": speak.long(reply_by, year=False),
        "reply_by_short": speak.short(reply_by, year=False),
        "next_meeting": speak.span(after.starts, after.ends, long=True) if after else "",
    }  # fmt: skip


def _of_change(s: Situation, meeting: Meeting, to: Recipient, speak: Language) -> dict[str, str]:
    """What the person was last told, and what is new about it."""
    told = last_told(s, meeting, to)
    if told is None:
        return {}
    _ = speak
    starts, ends = (_wall(str(told[key])) for key in ("start", "end"))
    day, old_day = meeting.starts.date, starts.date
    if old_day != day:
        what = _("The %(council)s meeting has a new date.", council=s.council.name)
        subject = _("New date: the meeting on %(old)s moves to %(new)s",
                    old=speak.day_month(old_day), new=speak.short(day, year=day.year != old_day.year))  # fmt: skip
    elif (starts, ends) != (meeting.starts, meeting.ends):
        what = _("The %(council)s meeting has a new time.", council=s.council.name)
        subject = _(
            "New time: the meeting on %(day)s",
            day=speak.short(day, meeting.starts.time, year=False),
        )
    else:
        what = _("The %(council)s meeting has a new place.", council=s.council.name)
        subject = _("New place: the meeting on %(day)s", day=speak.short(day, year=False))
    has_moved = (starts, ends) != (meeting.starts, meeting.ends)
    was_called = not to.is_deputy and any(
        row.may_have_arrived and row.letter == Text.KALLELSE
        for row in s.told_to.get(to.person.id, ())
        if row.kind != Kind.TEST
    )
    # A new place keeps the answers, a new time asks again (RFC 5546 §3.2.2.1).
    ask = was_called and (has_moved or told["status"] == "cancelled")
    same_place = told["place"] == meeting.place and has_moved and meeting.place
    return {
        "what_changed": what,
        "change_subject": subject,
        "old_time": speak.span(starts, ends, long=True, year=False)
        if has_moved
        else str(told["place"]),
        "reply_again": _("Please tell us again whether you are coming.") if ask else "",
        "earlier_reply": _("A reply you gave earlier no longer counts.") if ask else "",
        "place": _("%(place)s (as before)", place=meeting.place) if same_place else meeting.place,
    }


def last_told(s: Situation, meeting: Meeting, to: Recipient) -> Mapping[str, object] | None:
    """The facts of the newest letter that may have reached the person."""
    stated = {
        issue.id: issue.facts.get(str(meeting.id))
        for issue in s.issued
        if TRAITS[Kind(issue.kind)].tells
    }
    rows = [
        r for r in s.told_to.get(to.person.id, ()) if r.may_have_arrived and stated.get(r.issue_id)
    ]
    return stated[rows[-1].issue_id] if rows else None


def _of_review(s: Situation, links: Links, now: datetime) -> dict[str, str]:
    """The kallelse as its first recipient will have it, their link left out, and how many get it."""
    speak = language(s.council.language)
    people = partial(speak.count, "%(n)s person", "%(n)s people")
    kallelse = next((n for n in plan.planned(s) if n.kind is Kind.KALLELSE), None)
    if kallelse is None or not kallelse.audience:
        return {"recipients": people(0)}
    first = kallelse.audience[0]
    values = _values(s, kallelse, first, links, speak, now)
    hidden = "…"
    values |= {
        "meeting_link": hidden,
        "calendar_file": hidden if values.get("calendar_file") else "",
        "page_link": hidden,
        "choices_link": hidden,
        "other_language": "",
    }
    template = template_of(s, kallelse, Text.KALLELSE, s.council.language)
    shown = fill(template, values, s.council.language)
    return {
        "hold_link": links.mail(s.council.slug, kallelse.key),
        "recipients": people(len(kallelse.audience)),
        "kallelse_text": f"{shown.subject}\n\n{shown.text}",
    }


def _of_report(s: Situation, links: Links, speak: Language) -> dict[str, str]:
    """What went wrong, and the page where it is put right: the mail's own where it is one."""
    mails = {mishap.mail for mishap in s.mishaps}
    slug = s.council.slug
    return {
        "mishaps": digest.lines(s.mishaps, speak),
        "mishap_count": digest.count(s.mishaps, speak),
        "mail_link": links.mail(slug, *mails) if len(mails) == 1 else links.all_mail(slug),
    }


def _dates(s: Situation, speak: Language) -> str:
    lines = []
    for meeting in s.meetings:
        line = f"– {speak.span(meeting.starts, meeting.ends, long=True)} ({speak.week(meeting.starts.date)})"
        usual = meeting.place == s.council.place
        line += f", {meeting.place}" if meeting.place and not usual else ""
        if meeting.is_cancelled:
            line = speak("%(meeting)s – cancelled", meeting=line)
        lines.append(line)
    return "\n".join(lines)


def _wall(text: str) -> Wall:
    moment, _, zone = text.partition(" ")
    return Wall.parse(moment, zone)
