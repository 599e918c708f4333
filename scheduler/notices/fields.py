"""The fields of letters: their names, what each becomes, which letter has which, and which it cannot do without."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.notices.kinds import LETTERS, Letter

FIELD = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")

_FIELDS = {
    "greeting": ("hälsning", N_("Hello and the person's first name")),
    "first_name": ("förnamn", N_("the person's first name")),
    "council": ("rådet", N_("the council's name")),
    "secretary": ("avsändare", N_("who signs, from the settings")),
    "role": ("roll", N_("member or deputy")),
    "year": ("år", N_("the year")),
    "dates": ("datum", N_("all the year's meetings, one on each line")),
    "meeting": ("mötestid", N_("day, year, time and week of the meeting")),
    "meetings": (
        "möten",
        N_("the meetings that the person is no longer called to, one on each line"),
    ),
    "meeting_day": ("mötesdag", N_("the meeting's day, without the year")),
    "meeting_hours": ("mötesdag_och_tid", N_("the meeting's day and time, without the year")),
    "meeting_date": ("mötesdatum", N_("the meeting's day and start, short, for subjects")),
    "meeting_short": ("mötesdatum_kort", N_("the meeting's day and month, short")),
    "subject_day": ("ämnesdatum", N_("the meeting's day, short, for subjects")),
    "place": ("plats", N_("where the meeting is")),
    "online": ("digitalt", N_("the address of a meeting online; empty where there is none")),
    "old_time": ("gammal_tid", N_("the time or place that no longer holds")),
    "what_changed": ("ändring", N_("a sentence on what has changed")),
    "change_subject": ("ändring_ämne", N_("what has changed, for the subject")),
    "reason": ("anledning", N_("the reason that was given; empty where there is none")),
    "items_by": ("sista_dag", N_("the last day to suggest items")),
    "items_by_short": ("sista_dag_kort", N_("the last day to suggest items, short")),
    "items_after": (
        "nästa_möte_ärenden",
        N_("a sentence on which meeting takes later items; empty where none is planned"),
    ),
    "items_until": (
        "ärenden_till_och_med",
        N_("a sentence on the last day for items; empty when it has passed"),
    ),
    "kallelse_on": ("kallelsedag", N_("the day the notice of meeting goes")),
    "kallelse_on_short": ("kallelsedag_kort", N_("the day the notice of meeting goes, short")),
    "kallelse_comes": (
        "kallelsen_kommer",
        N_(
            "a sentence on when the notice of meeting comes; empty when it has gone, and for deputies who do not get it"
        ),
    ),
    "reply_again": ("svara_igen", N_("a request to reply anew; empty where it is not needed")),
    "earlier_reply": (
        "tidigare_svar",
        N_("that an earlier reply no longer counts; empty where it still does"),
    ),
    "reply_by": ("svarsdag", N_("the last day to reply")),
    "reply_by_short": ("svarsdag_kort", N_("the last day to reply, short")),
    "deputy_for": ("ersätter", N_("in whose place the deputy is called")),
    "answer_by": (
        "svar_senast",
        N_("a sentence on when the deputy is to reply at the latest; empty when they have"),
    ),
    "why_released": ("varför_inte", N_("a sentence on why the deputy is not needed")),
    "next_meeting": ("nästa_möte", N_("time of the meeting after; empty where none is planned")),
    "kallelse_text": ("kallelsetext", N_("the whole notice of meeting as it will go")),
    "recipients": ("mottagare", N_("how many get the notice of meeting")),
    "hold_link": ("pausalänk", N_("the page where the notice can be read and held")),
    "mishaps": ("händelser", N_("what went wrong, one mail on each line")),
    "mishap_count": ("antal_mejl", N_("how many mails need help")),
    "next_year": ("nästa_år", N_("the year after")),
    "plan_link": ("årsplanslänk", N_("the page where the year is planned")),
    "mail_link": ("utskickslänk", N_("the page where it is put right")),
    "agenda": ("dagordning", N_("the agenda, one item on each line; empty where there is none")),
    "agenda_changes": (
        "dagordningsändringar",
        N_("what has changed in the agenda, one item on each line"),
    ),
    "item": ("ärende", N_("the item that the person presents")),
    "item_time": (
        "ärendetid",
        N_("day and time of the item; of the meeting where no minutes tell"),
    ),
    "item_answer": ("besked", N_("a sentence on what becomes of the proposed item")),
    "meeting_link": ("möteslänk", N_("the person's own page for the meeting")),
    "yes_link": (
        "jalänk",
        N_("the same page with “I will come” chosen; empty where no reply is asked for"),
    ),
    "no_link": (
        "nejlänk",
        N_("the same page with “I cannot come” chosen; empty where no reply is asked for"),
    ),
    "calendar_file": (
        "kalenderfil",
        N_("a calendar file with the meeting; empty where the mail or a subscription brings it"),
    ),
    "notes_link": ("anteckningslänk", N_("the person's own page with the notes of the meeting")),
    "follow_ups": (
        "uppföljningar",
        N_("what is to be reported back at the meeting; empty where there is nothing"),
    ),
    "own_follow_ups": (
        "egna_uppföljningar",
        N_("what the person is to report back on, one on each line; empty where there is nothing"),
    ),
    "page_link": ("länk", N_("the person's own page")),
    "subscribe_link": (
        "prenumerera",
        N_("where the person subscribes to their meetings; empty where invitations are chosen"),
    ),
    "year_file": (
        "årsfil",
        N_("a calendar file with the year's meetings; empty where a way is chosen"),
    ),
    "choices_link": ("mejlval", N_("the page where the person chooses which mails to get")),
    "other_language": (
        "andra_språket",
        N_("the same in the other language, for those who have not chosen one"),
    ),
    # Of the letters that are asked for on a page, which no council changes.
    "site": ("webbplats", ""),
    "site_link": ("webbadress", ""),
    "sign_in_link": ("inloggningslänk", ""),
    "works_until": ("gäller_till", ""),
    "councils": ("råd", ""),
    "contact": ("kontakt", ""),
    "inviter": ("inbjudare", ""),
}
FIELDS: Mapping[str, str] = {field: swedish for field, (swedish, _) in _FIELDS.items()}
"""Every field: its name in English texts and in Swedish ones."""
ABOUT: Mapping[str, str] = {field: about for field, (_, about) in _FIELDS.items() if about}
"""What each becomes, of those that an editor offers."""

_COMMON = ("greeting", "first_name", "council", "secretary", "role", "year", "page_link", "choices_link",
           "other_language")  # fmt: skip
_MEETING = (
    "meeting", "meeting_day", "meeting_hours", "meeting_date", "meeting_short", "subject_day", "place", "online",
    "reason", "meeting_link", "yes_link", "no_link", "calendar_file", "items_by", "items_by_short", "items_after",
    "items_until", "kallelse_on", "kallelse_on_short", "kallelse_comes", "reply_by", "reply_by_short", "next_meeting",
    "agenda",
)  # fmt: skip

_WITHOUT: Mapping[str, str] = {
    "dates": N_("The text lacks {%(field)s}. Without it nobody sees the dates."),
    "page_link": N_("The text lacks {%(field)s}. Without it nobody finds their page."),
    "meeting": N_("The text lacks {%(field)s}. Without it nobody knows when the meeting is."),
    "meetings": N_(
        "The text lacks {%(field)s}. Without it nobody knows which meetings it is about."
    ),
    "place": N_("The text lacks {%(field)s}. Without it nobody knows where the meeting is."),
    "meeting_link": N_("The text lacks {%(field)s}. Without it nobody can reply or read more."),
    "items_by": N_("The text lacks {%(field)s}. Without it nobody knows the last day for items."),
    "old_time": N_("The text lacks {%(field)s}. Without it nobody sees what no longer holds."),
    "agenda_changes": N_("The text lacks {%(field)s}. Without it nobody sees what has changed."),
    "item": N_("The text lacks {%(field)s}. Without it nobody knows which item it is about."),
    "item_time": N_("The text lacks {%(field)s}. Without it nobody knows when the item is."),
    "item_answer": N_(
        "The text lacks {%(field)s}. Without it nobody knows what becomes of the item."
    ),
    "kallelse_text": N_("The text lacks {%(field)s}. Without it there is nothing to review."),
    "hold_link": N_("The text lacks {%(field)s}. Without it the notice cannot be held."),
    "mishaps": N_("The text lacks {%(field)s}. Without it nobody sees what went wrong."),
    "plan_link": N_(
        "The text lacks {%(field)s}. Without it the year cannot be planned from the mail."
    ),
    "mail_link": N_(
        "The text lacks {%(field)s}. Without it nobody finds the page to put it right."
    ),
    "notes_link": N_("The text lacks {%(field)s}. Without it nobody can read the notes."),
    "choices_link": N_(
        "The text lacks {%(field)s}. Without it nobody can choose which mails they get."
    ),
}
_UNKNOWN = N_("The text has {%(field)s}, which is no field of this mail.")
_NEAR = N_("The text has {%(field)s}, which is no field of this mail. Did you mean {%(near)s}?")
_LOOSE = N_("The text has a brace that belongs to no field. Write fields as {%(field)s}.")
_EMPTY_SUBJECT = N_("Write a subject.")
_EMPTY_TEXT = N_("Write a text.")
_LONG = N_("Write at most %(n)s characters.")
MOST_SUBJECT, MOST_TEXT = 200, 10_000


def letter_fields(letter: Letter) -> tuple[str, ...]:
    """The letter's fields, by their English names."""
    record = LETTERS[letter]
    return (*_COMMON, *(_MEETING if record.of_meeting else ()), *record.fields)


def offered_fields(letter: Letter) -> tuple[str, ...]:
    """Those that a text editor offers: all but the ones that nothing fills yet."""
    return tuple(field for field in letter_fields(letter) if field in ABOUT)


def required_fields(letter: Letter) -> tuple[str, ...]:
    return LETTERS[letter].needs


def field_name(field: str, code: str) -> str:
    """The field as it is written in texts of that language."""
    return FIELDS[field] if code == "sv" else field


def check_text(letter: Letter, code: str, subject: str, body: str) -> None:
    """Raises: InvalidInput (`subject`, `body`): a field that is missing or unknown is named."""
    faults: dict[str, Fault] = {}
    for part, text, most, empty in (
        ("subject", subject, MOST_SUBJECT, _EMPTY_SUBJECT),
        ("body", body, MOST_TEXT, _EMPTY_TEXT),
    ):
        if not text.strip():
            faults[part] = Fault(empty)
        elif len(text) > most:
            faults[part] = Fault(_LONG, {"n": most})
        elif fault := _wrong(letter, code, text):
            faults[part] = fault
    if not faults:
        there = set(FIELD.findall(f"{subject}\n{body}"))
        for field in required_fields(letter):
            if field_name(field, code) not in there:
                faults["body"] = Fault(_WITHOUT[field], {"field": field_name(field, code)})
                break
    if faults:
        raise InvalidInput(faults)


def _wrong(letter: Letter, code: str, text: str) -> Fault | None:
    known = [field_name(field, code) for field in letter_fields(letter)]
    for name in FIELD.findall(text):
        if name in known:
            continue
        in_other = next((f for f in FIELDS if name.strip().lower() in (f, FIELDS[f])), None)
        near = [field_name(in_other, code)] if in_other else []
        near = [n for n in near if n in known] or difflib.get_close_matches(name, known, 1, 0.7)
        if near:
            return Fault(_NEAR, {"field": name, "near": near[0]})
        return Fault(_UNKNOWN, {"field": name})
    if _BRACE.search(FIELD.sub("", text)):
        return Fault(_LOOSE, {"field": known[0]})
    return None
