"""Inställningar: what the council has chosen; other offsets are saved only after what they do has been shown."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import g, request

from scheduler import workdays
from scheduler.clock import Wall
from scheduler.councils import council_settings, notice_rules
from scheduler.councils import store as councils
from scheduler.errors import InvalidInput
from scheduler.language import LANGUAGES, language
from scheduler.meetings import store as meetings
from scheduler.notices import impact, load_situation
from scheduler.notices.impact import Rescheduled
from scheduler.personal import retention
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.settings.forms import (
    OFFSETS,
    InvitationForm,
    SettingsForm,
    example_days,
    saved_settings,
)

pages = access.CouncilPages("settings", "/settings")


@pages.get("")
def index() -> str:
    return settings_page(saved_settings(g.council, speak()))


@pages.post("")
def save() -> ViewResult:
    """The example and the check keep what was typed on the page; only saving leads on."""
    form, do = SettingsForm().with_page(settings_page), request.form.get("do", "save")
    if do == "speak":
        return _spoken(form)
    councils.lock(g.session, g.council.id)
    if do != "example" and form.is_stale(saved := saved_settings(g.council, speak())):
        says = speak()
        return form.conflict(saved, title=says("Settings"), button=says("Save my settings"))
    chosen = council_settings.parse_settings(g.council, values := _values(form.texts()))
    if do == "example":
        return settings_page(form)
    if request.form.get("step") != "do" and (moved := _moved(chosen)):
        hidden = {**form.texts(), "seen": form.seen.data, "step": "do"}
        return access.secretary_page("settings/check.html", moved=moved, hidden=hidden)
    council_settings.change_settings(g.session, g.council, values, by=g.by, now=g.now)
    return redirect_to("settings.index", done="saved")


def settings_page(
    form: SettingsForm, invitation: InvitationForm | None = None, done: str = ""
) -> str:
    """`invitation` is one that could not be sent, else as it is written."""
    meeting_day, is_made_up = _example_meeting()
    return access.secretary_page(
        "settings/edit.html",
        settings=form,
        done=done or request.args.get("done", ""),
        invitation=invitation or InvitationForm(),
        offsets=OFFSETS,
        days=example_days(form.texts(), meeting_day),
        meeting_day=meeting_day,
        is_made_up=is_made_up,
        holidays=workdays.holidays_note(g.council.country),
        going=retention.coming_erasures(g.session, g.council.id, now=g.now),
        accounts=councils.accounts_of_council(g.session, g.council.id),
    )


def _spoken(form: SettingsForm) -> str:
    """The page in another language, with what is typed: what stands as it is saved is told in that language, and so is
    the mark of what was shown."""
    saved = saved_settings(g.council, speak())
    told = [saved_settings(g.council, language(code)) for code in LANGUAGES]
    if form.seen.data in [one.seen.data for one in told]:
        form.seen.data = saved.seen.data
    for name, text in form.texts().items():
        if any(one.texts()[name] == text for one in told):
            form[name].data = saved[name].data
    return settings_page(form)


def _values(texts: Mapping[str, str]) -> dict[str, str]:
    """What is to be kept: an offset that is the preset's own is none of the council's."""
    values = dict(texts)
    for key in notice_rules.KEYS:
        try:
            chosen = getattr(notice_rules.read_rules({key: values[key]}), key)
        except InvalidInput:
            continue  # told at its field
        if chosen == getattr(notice_rules.PRESET, key):
            values[key] = ""
    return values


def _moved(chosen: Mapping[str, Any]) -> list[Rescheduled]:
    """The coming mails that get another time by other offsets, or by the holidays of another country."""
    country, rules = chosen["country"], chosen["notice_rules"]
    if (rules, country) == (g.council.notice_rules, g.council.country):
        return []
    today = Wall.at(g.now, g.council.zone).date
    situations = load_situation.council_situations(g.session, g.council.id, since=today)
    coming = (s for s in situations if s.meeting and s.meeting.ends_at > g.now)
    return impact.if_rules(coming, rules, country=country, now=g.now)


def _example_meeting() -> tuple[date, bool]:
    """The day of the next meeting, or a Tuesday in four weeks, and whether it was made up."""
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    first = next((m.starts.date for m in coming if not m.is_cancelled), None)
    today = Wall.at(g.now, g.council.zone).date
    return first or today + timedelta(days=(1 - today.weekday()) % 7 + 28), first is None
