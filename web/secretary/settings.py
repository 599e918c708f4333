"""Inställningar: what the council has chosen; other offsets are saved only after what they do has been shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import council_settings, notice_rules
from scheduler.councils import store as councils
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import LANGUAGES, language
from scheduler.meetings import store as meetings
from scheduler.notices import impact, load_situation
from scheduler.notices.impact import Rescheduled
from web.language import speak
from web.secretary import access, conflict, settings_show
from web.secretary.settings_show import Invitation

pages = Blueprint("settings", __name__, url_prefix="/admin/<slug>/settings")
Answer = str | Response | tuple[str, int]
_DONE = {
    "saved": N_("The settings are saved."),
    "invited": N_("The invitation is on its way. Its link works once, within a week."),
    "removed": N_("The access is ended."),
}


@pages.get("")
@access.secretary
def index() -> str:
    return _page(_saved())


@pages.post("")
@access.secretary
def save() -> Answer:
    """The example and the check keep what was typed on the page; only saving leads on."""
    typed, do = _typed(), request.form.get("do", "save")
    if do == "speak":
        return _spoken(typed)
    councils.lock(g.session, g.council.id)
    if do != "example" and request.form.get("seen") != conflict.mark(_saved()):
        return _conflict(typed)
    try:
        chosen = council_settings.parse_settings(g.council, _values(typed))
    except InvalidInput as error:
        return _page(typed, error.fields), 422
    if do == "example":
        return _page(typed)
    moved = _moved(chosen)
    if moved and request.form.get("step") != "do":
        return _check(typed, moved)
    council_settings.change_settings(g.session, g.council, _values(typed), by=g.by, now=g.now)
    return redirect(url_for("settings.index", slug=g.council.slug, done="saved"), 303)


def invitation_page(invitation: Invitation, error: str) -> str:
    """The page with an invitation that was not sent."""
    return _page(_saved(), invitation=replace(invitation, error=error))


def _saved() -> dict[str, str]:
    """The form's fields as they stand."""
    return settings_show.saved(g.council, speak())


def _spoken(typed: Mapping[str, str]) -> str:
    """The page in another language, with what is typed: what stands as it is saved is told in that language, and so is
    the mark of what was shown."""
    saved = _saved()
    told = [settings_show.saved(g.council, language(code)) for code in LANGUAGES]
    is_saved = request.form.get("seen") in [conflict.mark(values) for values in told]
    untouched = [key for key in typed if any(values[key] == typed[key] for values in told)]
    return _page(
        {**typed, **{key: saved[key] for key in untouched}},
        seen=conflict.mark(saved) if is_saved else "",
    )


def _typed() -> dict[str, str]:
    """The fields as they were typed; a box that is not ticked is not sent."""
    form = request.form
    typed = {key: form.get(key, "").replace("\r\n", "\n").strip() for key in settings_show.FIELDS}
    return typed | {key: "yes" if form.get(key) == "yes" else "no" for key in settings_show.BOXES}


def _values(typed: Mapping[str, str]) -> dict[str, str]:
    """What is to be kept: an offset that is the preset's own is none of the council's."""
    values = dict(typed)
    for key in notice_rules.KEYS:
        try:
            if getattr(notice_rules.read_rules({key: values[key]}), key) == getattr(
                notice_rules.PRESET, key
            ):
                values[key] = ""
        except InvalidInput:
            continue  # told at its field
    return values


def _moved(chosen: council_settings.Choices) -> list[Rescheduled]:
    """The coming mails that get another time by other offsets, or by the holidays of another country."""
    country = str(chosen.fields["country"])
    if dict(chosen.rules) == g.council.notice_rules and country == g.council.country:
        return []
    today = Wall.at(g.now, g.council.zone).date
    found = load_situation.council_situations(g.session, g.council.id, since=today)
    coming = (s for s in found if s.meeting and s.meeting.ends_at > g.now)
    return impact.if_rules(coming, chosen.rules, country=country, now=g.now)


def _page(
    typed: Mapping[str, str],
    faults: Mapping[str, Fault] | None = None,
    *,
    seen: str = "",
    invitation: Invitation | None = None,
) -> str:
    coming = meetings.upcoming(g.session, g.council.id, now=g.now)
    first = next((m.starts.date for m in coming if not m.is_cancelled), None)
    today = Wall.at(g.now, g.council.zone).date
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 + 28)
    page = settings_show.page(
        g.council,
        typed,
        faults or {},
        councils.accounts_of_council(g.session, g.council.id),
        speak(),
        example_on=first or tuesday,
        is_made_up=first is None,
        seen=seen or request.form.get("seen") or conflict.mark(_saved()),
        invitation=invitation or Invitation(),
    )
    done = speak()(_DONE[did]) if (did := request.args.get("done", "")) in _DONE else ""
    return access.show("settings/edit.html", page=page, done=done, failed=bool(page.faults))


def _check(typed: Mapping[str, str], moved: list[Rescheduled]) -> str:
    """What other offsets do, before they are saved."""
    return access.show(
        "settings/check.html",
        page=settings_show.check(g.council, moved, speak(), now=g.now),
        hidden={**typed, "seen": request.form["seen"], "step": "do"},
    )


def _conflict(typed: Mapping[str, str]) -> tuple[str, int]:
    says, saved, here = speak(), _saved(), url_for("settings.index", slug=g.council.slug)
    return conflict.page(
        says("Settings"),
        settings_show.differences(saved, typed, says),
        hidden={"seen": conflict.mark(saved)},
        url=here,
        back=here,
        button=says("Save my settings"),
        seen=request.form.get("seen", ""),
    )
