"""From what is done to what the pages of the first run show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from scheduler.config import Mail, MailMode
from scheduler.councils.new_council import NewCouncil
from scheduler.councils.notice_rules import Before, NoticeRules, Unit
from scheduler.errors import N_
from scheduler.firstrun.tasks import Tasks
from scheduler.language import Language
from scheduler.workdays import Workdays

Typed = Mapping[str, str]
_AHEAD = timedelta(weeks=5)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. `button` sends a form to `url` in place of the link."""

    name: str
    about: str
    state: str
    is_done: bool
    url: str
    button: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of config.toml."""

    key: str
    value: str


TIMES: Mapping[str, str] = {
    "call_for_items": N_("Call for items"),
    "items_reminder": N_("Reminder about items"),
    "items_deadline": N_("Last day for items"),
    "kallelse": N_("Notice of meeting"),
    "reply_reminder": N_("Reminder to reply"),
    "reply_by": N_("Last day to reply"),
    "day_before": N_("Reminder the day before"),
}
_SAVED = {
    "council": N_("The council is added."),
    "account": N_("The account is made."),
    "mail": N_("Mail arrives."),
    "mail_skipped": N_(
        "No mail leaves until a test mail has been seen to arrive. The page of the mail says so too."
    ),
    "members": N_("You can add members at any time."),
}


def saved(task: str, says: Language) -> str:
    return says(_SAVED[task]) if task in _SAVED else ""


def listed(done: Tasks, says: Language, *, slug: str) -> list[Task]:
    """In the order they are most easily done. `slug`: the council, where this browser may already keep it."""
    skipped = done.mail_skipped and not done.mail
    later = done.members_later and not done.members
    members = _task(
        says,
        says("Members"),
        says("Paste a list or choose a file. It can wait."),
        done.members or later,
        url_for("members.add", slug=slug) if slug else "",
        later=later,
    )
    return [
        _task(
            says,
            says("The council"),
            says("Its name, place and contact."),
            done.council,
            url_for("setup.council"),
        ),
        _task(
            says,
            says("Your account"),
            says("Who keeps the council."),
            done.account,
            url_for("setup.account"),
        ),
        _task(
            says,
            says("E-mail"),
            says("A test mail shows that mail arrives."),
            done.mail or skipped,
            url_for("setup.mail"),
            later=skipped,
        ),
        _task(
            says,
            says("Times"),
            says("How long before a meeting each mail goes. There is a proposal."),
            done.times,
            url_for("setup.times"),
        ),
        members,
    ]


def _task(
    says: Language, name: str, about: str, is_done: bool, url: str, *, later: bool = False
) -> Task:
    state = says("Later") if later else says("Done") if is_done else says("Not done")
    return Task(name, about, state, is_done and not later, url)


def council_form(typed: Typed | None, language: str) -> dict[str, str]:
    """What is written, or what a new form holds."""
    names = ("name", "slug", "language", "place", "usual_time", "contact", "reply_to")
    return {name: (typed or {"language": language}).get(name, "") for name in names}


def new_council(typed: Typed, *, zone: str, language: str) -> NewCouncil:
    return NewCouncil(
        slug=typed.get("slug", "").strip().lower(),
        name=typed.get("name", ""),
        zone=zone,
        language=typed.get("language", language),
        reply_to=typed.get("reply_to", "").strip(),
        place=typed.get("place", ""),
        usual_time=typed.get("usual_time", ""),
        contact=typed.get("contact", ""),
    )


def anchor(page: str, key: str) -> str:
    """Where an error leads: the field, or on the list the task."""
    return f"task-{key}" if page == "list" else key


def mail(of: Mail, says: Language) -> list[Setting]:
    """The settings as they count, without the password."""
    if of.mode is MailMode.CAPTURE:
        return [Setting("mode", of.mode), Setting("folder", str(of.folder))]
    is_set = says("is set") if of.password or of.password_file else says("is not set")
    return [
        Setting("mode", of.mode),
        Setting("from", of.sender),
        Setting("host", of.host),
        Setting("port", str(of.port)),
        Setting("security", of.security),
        Setting("username", of.username or "–"),
        Setting("password", is_set),
    ]


def times(chosen: NoticeRules, typed: Typed | None, says: Language) -> list[Field]:
    fields = [
        Field(key, says(label), words(getattr(chosen, key), says)) for key, label in TIMES.items()
    ]
    fields.append(Field("hour", says("Hour of the day"), f"{chosen.hour:%H.%M}"))
    if typed is None:
        return fields
    return [Field(one.name, one.label, typed.get(one.name, one.value)) for one in fields]


def written_times(form: Typed) -> dict[str, str]:
    return {key: form.get(key, "") for key in (*TIMES, "hour")}


def example(
    chosen: NoticeRules, says: Language, *, today: date, country: str
) -> tuple[str, list[tuple[str, str]]]:
    """The first Tuesday five weeks ahead, and the day of each mail before a meeting on it."""
    first = today + _AHEAD
    meeting, free = first + timedelta(days=(1 - first.weekday()) % 7), Workdays(country)
    days = [
        (says(label), says.long(chosen.day(key, meeting, free))) for key, label in TIMES.items()
    ]
    return says.long(meeting), days


def words(before: Before, says: Language) -> str:
    """`4 weeks`, `2 working days`, `thursday`, as the form takes them."""
    match before.unit:
        case Unit.DAYS if before.count and before.count % 7 == 0:
            return says.count("%(n)s week", "%(n)s weeks", before.count // 7)
        case Unit.DAYS:
            return says.count("%(n)s day", "%(n)s days", before.count)
        case Unit.WORKING_DAYS:
            return says.count("%(n)s working day", "%(n)s working days", before.count)
        case Unit.WEEKDAY:
            return says.weekday(date(2024, 1, 1 + before.count))  # a Monday, and on
        case _:
            return str(before)
