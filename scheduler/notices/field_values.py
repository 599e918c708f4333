"""What the fields of one letter say to one person: each a ready string, in their language."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from scheduler.clock import Wall
from scheduler.councils.rows import Channel, Council
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.rows import Answer, Meeting
from scheduler.notices import agenda_changes, due_times
from scheduler.notices.absences import absence_values
from scheduler.notices.agenda_changes import agenda_values, answered_item, presented_item
from scheduler.notices.audience import CALLING
from scheduler.notices.calendar_parts import item_slot
from scheduler.notices.deputies import deputy_values, let_go_sentence, own_reply_day
from scheduler.notices.digest import mishaps
from scheduler.notices.fields import PERSONAL
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.situation import OneLetter, Recipient, Situation

_ASKS = (Letter.KALLELSE, Letter.REPLY_REMINDER, Letter.DEPUTY_CALL)
"""They always ask for a reply; a change does where an earlier reply no longer counts."""
_ANSWERED: Mapping[Answer | None, str] = {
    Answer.COMING: N_("You have replied that you will come."),
    Answer.ONLINE: N_("You have replied that you will take part online."),
    Answer.NO: N_("You have replied that you cannot come."),
}
_NEW_DATE = N_("The %(council)s meeting has a new date.")
_NEW_DATE_ON = N_("New date: the meeting on %(old)s moves to %(new)s")
_NEW_TIME = N_("The %(council)s meeting has a new time.")
_NEW_TIME_ON = N_("New time: the meeting on %(day)s")
_NEW_PLACE = N_("The %(council)s meeting has a new place.")
_NEW_PLACE_ON = N_("New place: the meeting on %(day)s")
_NEW_LINK = N_("The %(council)s meeting has a new digital link.")
_NEW_LINK_ON = N_("New digital link: the meeting on %(day)s")


def hidden_links(values: Mapping[str, str]) -> dict[str, str]:
    """Dots in place of the links that let one in as the person whose letter it is."""
    return {name: "…" for name in PERSONAL if values.get(name)}


def field_values(letter: OneLetter, links: Links, speak: Language) -> dict[str, str]:
    """Every field that has something to say here, but for those of the review, which show another letter."""
    s, notice = letter.situation, letter.notice
    values = _of_person(letter, links, speak)
    if notice.kind is Kind.DIGEST:
        values |= _of_report(s, links, speak)
    if notice.kind is Kind.NEXT_YEAR:
        year = s.year.year + 1
        return values | {
            "next_year": str(year),
            "plan_link": links.kept_page(s.council.slug, f"years/{year}"),
        }
    if notice.kind is Kind.MEMBER_LEFT:
        return values | _of_leaving(notice.about or s.subjects, speak)
    if s.meeting is None:
        return values | _of_year(s, speak) | _ways_to_calendar(s, letter.to, links)
    values |= _of_meeting(s, s.meeting, speak, Wall.at(letter.at, s.council.zone).date)
    if notice.kind is Kind.ABSENCE and not letter.examples:
        values |= absence_values(letter, links, speak)
    values |= agenda_values(s, letter.to.person, notice.kind, speak)
    values |= letter.examples or _of_kind(letter, s.meeting, values["reply_by"], speak)
    is_spare = letter.to.is_deputy and letter.to.person.id not in s.called_deputies
    if is_spare and not s.council.inform_deputies:
        values["kallelse_comes"] = ""
    asks = letter.to.letter in _ASKS or bool(values.get("reply_again"))
    return values | _links_to_meeting(letter, s.meeting, links, speak, asks=asks)


def _of_person(letter: OneLetter, links: Links, speak: Language) -> dict[str, str]:
    _, person, council = speak, letter.to.person, letter.situation.council
    page = links.page(person.id, person.link_version)
    other = "en" if speak.code == "sv" else "sv"
    # An address that belongs to the council and to nobody by name is not called by the council's name.
    name = "" if person.name == council.name else person.first_name
    return {
        "greeting": _("Hello %(name)s,", name=name) if name else _("Hello,"),
        "first_name": name,
        "council": council.name,
        "secretary": council.contact or council.name,
        "role": _("deputy") if letter.to.is_deputy else _("member"),
        "year": str(letter.situation.year.year),
        "page_link": page,
        "choices_link": links.unsubscribe(person.id, person.link_version, "all"),
        "other_language": f"{page}?lang={other}" if person.language is None else "",
    }


def _of_kind(letter: OneLetter, meeting: Meeting, reply_by: str, speak: Language) -> dict[str, str]:
    """What only mail of its kind says. `reply_by`: the last day to reply, in words."""
    s, notice, to = letter.situation, letter.notice, letter.to
    match notice.kind:
        case Kind.AGENDA_CHANGED:
            return {"agenda_changes": "\n".join(agenda_changes.change_lines(s, speak))}
        case Kind.ITEM_ANSWER if item := answered_item(s, notice.occasion):
            return {"item_answer": agenda_changes.answer_sentence(s, item, speak)}
        case Kind.PRESENTER if item := presented_item(s, notice.occasion):
            return {"item": item.heading, "item_time": speak.span(*item_slot(s, item), long=True)}
        case Kind.DEPUTY_CALL | Kind.DEPUTY_RELEASED:
            return deputy_values(s, to.person.id, speak)
        case Kind.KALLELSE if has_answered := _ANSWERED.get(s.answers().get(to.person.id)):
            return {"earlier_reply": speak(has_answered)}
        case Kind.REPLY_REMINDER:
            return own_reply_day(s, to.person.id, speak)
        case Kind.CHANGE:
            values = _of_change(s, meeting, to, speak)
            if notice.carries and to.is_called:
                values["reply_again"] = speak(
                    "This is also the notice of meeting. Please tell us by %(day)s whether you are coming.",
                    day=reply_by,
                )
            return values
    return {}


def _links_to_meeting(
    letter: OneLetter, meeting: Meeting, links: Links, speak: Language, *, asks: bool
) -> dict[str, str]:
    to, council = letter.to, letter.situation.council
    link = to.person.id, to.person.link_version
    own_page = partial(links.meeting_page, *link, council.slug, meeting.number)
    notes = f"{own_page()}/notes"
    values = {"meeting_link": own_page(), "notes_link": notes, "approval_link": f"{notes}/approval"}
    if to.is_called or letter.notice.kind is Kind.DATE_ADDED:
        values["calendar_file"] = _calendar_file(council, meeting, to, links, speak.code)
    if to.is_called and asks:
        values |= {f"{reply}_link": own_page(reply=reply) for reply in ("yes", "no")}
    return values


def _of_meeting(s: Situation, meeting: Meeting, speak: Language, today: date) -> dict[str, str]:
    _ = speak
    starts, ends = meeting.starts, meeting.ends
    items_by = due_times.items_close_on(s, meeting)
    kallelse_on, reply_by = (due_times.rule_day(s, meeting, of) for of in ("kallelse", "reply_by"))
    reply_by = max(reply_by, today)
    after = next(
        (m for m in s.meetings if m.starts_at > meeting.starts_at and not m.is_cancelled), None
    )
    return {
        "meeting": _span_and_week(meeting, speak),
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


def _of_leaving(meetings: Sequence[Meeting], speak: Language) -> dict[str, str]:
    """What the person is no longer called to."""
    spans = [_span_and_week(meeting, speak) for meeting in meetings]
    days = [speak.short(meeting.starts.date) for meeting in meetings]
    many = speak.count("%(n)s meeting", "%(n)s meetings", len(days))
    return {
        "meeting": speak.listed(spans),
        "meetings": "\n".join(f"– {line}" for line in spans),
        "subject_day": days[0] if len(days) == 1 else many,
    }


def _of_change(s: Situation, meeting: Meeting, to: Recipient, speak: Language) -> dict[str, str]:
    """What the person was last told, and what is new about it."""
    told = _last_told(s, meeting, to)
    if told is None:
        return {}
    starts, ends = (Wall.from_text(str(told[key])) for key in ("start", "end"))
    day, old_day, old_place = meeting.starts.date, starts.date, str(told["place"])
    has_moved = (starts, ends) != (meeting.starts, meeting.ends)
    is_same_place = old_place == meeting.place
    if is_same_place:
        old_place = str(told.get("online_url", ""))
    what, subject, at = _NEW_PLACE, _NEW_PLACE_ON, None
    if old_day != day:
        what, subject = _NEW_DATE, _NEW_DATE_ON
    elif has_moved:
        what, subject, at = _NEW_TIME, _NEW_TIME_ON, meeting.starts.time
    elif is_same_place and old_place != meeting.online_url:
        what, subject = _NEW_LINK, _NEW_LINK_ON
    days = {"old": speak.day_month(old_day), "day": speak.short(day, at, year=False)}
    # A new place keeps the answers, a new time asks again (RFC 5546 §3.2.2.1).
    is_new = has_moved or told["status"] == "cancelled"
    asks = is_new and to.is_called and _was_called(s, to)
    let_go = let_go_sentence(s, to, speak) if has_moved else ""
    stays = is_same_place and has_moved and meeting.place
    return {
        "what_changed": speak(what, council=s.council.name),
        "change_subject": speak(
            subject, new=speak.short(day, year=day.year != old_day.year), **days
        ),
        "old_time": speak.span(starts, ends, long=True, year=False) if has_moved else old_place,
        "reply_again": speak("Please tell us again whether you are coming.") if asks else let_go,
        "earlier_reply": speak("A reply you gave earlier no longer counts.") if asks else "",
        "place": speak("%(place)s (as before)", place=meeting.place) if stays else meeting.place,
    }


def _was_called(s: Situation, to: Recipient) -> bool:
    rows = (row for row in s.letters_to(to.person.id) if row.kind != Kind.TEST)
    return any(row.may_have_arrived and row.letter in CALLING for row in rows)


def _last_told(s: Situation, meeting: Meeting, to: Recipient) -> Mapping[str, object] | None:
    """The facts of the newest letter that may have reached the person."""
    stated = s.stated(meeting)
    rows = [row for row in s.letters_to(to.person.id) if row.may_have_arrived]
    rows = [row for row in rows if row.issue_id in stated]
    return stated[rows[-1].issue_id] if rows else None


def _of_report(s: Situation, links: Links, speak: Language) -> dict[str, str]:
    """What went wrong, and the page where it is put right: the mail's own where it is one."""
    mails = {mishap.mail for mishap in s.mishaps}
    slug = s.council.slug
    return {
        "mishaps": mishaps.mishap_lines(s.mishaps, speak),
        "mishap_count": mishaps.count_mails(s.mishaps, speak),
        "mail_link": links.mail(slug, *mails) if len(mails) == 1 else links.kept_page(slug, "mail"),
    }


def _ways_to_calendar(s: Situation, to: Recipient, links: Links) -> dict[str, str]:
    """Whoever has chosen invitations would have each meeting twice by subscribing, or by a file."""
    person = to.person
    if person.channel == Channel.INVITATIONS:
        return {}
    link = person.id, person.link_version
    once = links.own_year_file(*link, s.council.slug, s.year.year) if person.channel is None else ""
    return {"subscribe_link": links.own_calendar(*link), "year_file": once}


def _calendar_file(
    council: Council, meeting: Meeting, to: Recipient, links: Links, code: str
) -> str:
    """Empty where the letter or a calendar they subscribe to brings the meeting, or where it is cancelled.

    Buttons that lead nowhere are worse than none: where no answers are read, the link stands in their place. `code` is
    the letter's language.
    """
    is_brought = links.mailbox is not None and to.calendar
    if is_brought or meeting.is_cancelled or not to.person.takes_invitations:
        return ""
    if not council.is_public:
        person = to.person
        page = links.meeting_page(person.id, person.link_version, council.slug, meeting.number)
        return f"{page}.ics"
    return links.meeting_file(
        council.slug, meeting.number, code="" if code == council.language else code
    )


def _of_year(s: Situation, speak: Language) -> dict[str, str]:
    """The dates, one on each line."""
    lines, place = [], s.council.place
    for meeting in s.meetings:
        line = f"– {_span_and_week(meeting, speak)}"
        line += f", {meeting.place}" if meeting.place not in ("", place) else ""
        lines.append(
            speak("%(meeting)s – cancelled", meeting=line) if meeting.is_cancelled else line
        )
    # Where each date has a place of its own, the usual one would only puzzle.
    usual = any(meeting.place in ("", place) for meeting in s.meetings)
    return {"dates": "\n".join(lines), "place": place if usual else ""}


def _span_and_week(meeting: Meeting, speak: Language) -> str:
    span = speak.span(meeting.starts, meeting.ends, long=True)
    return f"{span} ({speak.week(meeting.starts.date)})"
