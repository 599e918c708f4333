"""The forms of a meeting: when and where it is, and the reason why it is cancelled."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from wtforms import HiddenField

from scheduler.clock import Wall, parse_hour
from scheduler.councils import cells
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.years import typed
from web import forms
from web.secretary.conflict import VersionedForm

_HOUR = N_("Write the time as 15:00.")
_LONG = N_("Write at most %(n)s characters.")
_Days = tuple[date | None, date | None]
_MOST = {"place": 300, "note": 500, "reason": 500}


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What is written in the form of a meeting, understood."""

    starts: Wall
    ends: Wall
    place: str
    note: str
    online_url: str = ""
    items_close_on: date | None = None
    reason: str = ""

    @property
    def when(self) -> dict[str, Any]:
        return {"starts": self.starts, "ends": self.ends, "place": self.place}

    def are_of(self, meeting: Meeting, *, but_items: bool = False) -> bool:
        """Whether the meeting is already so; with `but_items` whatever its last day for items is."""
        saved = _saved_values(meeting)
        day = saved.items_close_on if but_items else self.items_close_on
        return replace(self, reason="", items_close_on=day) == saved

    def change_of(self, meeting: Meeting) -> str:
        """Which change of the meeting it is: the key of its title and of its note of success."""
        has_time = (self.starts, self.ends) == (meeting.starts, meeting.ends)
        if self.starts.date != meeting.starts.date:
            return "moved"
        if self.place != meeting.place:
            return "place" if has_time else "time_and_place"
        if not has_time:
            return "time"
        if self.online_url != meeting.online_url:
            return "online"
        return "note" if self.note != meeting.note else "items"


def _saved_values(meeting: Meeting) -> MeetingValues:
    return MeetingValues(
        meeting.starts,
        meeting.ends,
        meeting.place,
        meeting.note,
        meeting.online_url,
        meeting.items_close_on,
    )


class MeetingForm(VersionedForm):
    """`year` is of the plan that one came from: a date without a year is of it."""

    date = forms.line(N_("Date"), class_="w-m")
    starts = forms.line(N_("Starts"), class_="w-s")
    ends = forms.line(N_("Ends"), optional=True, class_="w-s")
    place = forms.line(N_("Place"), optional=True, class_="w-l")
    online_url = forms.line(
        N_("Digital link"), optional=True, class_="w-l", type="url", inputmode="url"
    )
    items_close_on = forms.line(N_("Last day to suggest items"), optional=True, class_="w-m")
    note = forms.line(N_("Public note"), optional=True, class_="w-l")
    reason = forms.text(N_("Reason"), optional=True, rows="2")
    year = HiddenField(filters=[lambda text: text or ""])

    def values(self, council: Council, year: int, meeting: Meeting | None = None) -> MeetingValues:
        """A date without a year is of `year`. Without an end the meeting lasts as long as it did, else as usual.

        A meeting of several days keeps their number where the date tells none.
        Raises: InvalidInput with every fault at once.
        """
        faults = _too_long(self)
        first, last = self._days("date", council, year, faults)
        close_on, _ = self._days("items_close_on", council, year, faults)
        start, end = self._hour("starts", faults), self._hour("ends", faults)
        if faults or first is None or start is None:
            raise InvalidInput(faults)
        starts = Wall(first, start, council.zone)
        ends = _end(starts, last, end, council, meeting)
        place, note, reason = (cells.flat(self[name].data) for name in _MOST)
        url = cells.flat(self.online_url.data)
        return MeetingValues(starts, ends, place, note, url, close_on, reason)

    def _days(self, name: str, council: Council, year: int, faults: dict[str, Fault]) -> _Days:
        """The first and last day as people write them; a weekday that contradicts the date must be settled."""
        text, language = self[name].data, council.language
        if not text and name != "date":
            return None, None
        nothing: _Days = None, None
        return forms.gather(
            faults, lambda: typed.days(name, text, language=language, year=year), nothing
        )

    def _hour(self, name: str, faults: dict[str, Fault]) -> time | None:
        text = self[name].data
        hour = parse_hour(text)
        if hour is None and (text or name == "starts"):
            faults[name] = Fault(_HOUR)
        return hour

    def refuse_field(self, name: str, fault: Fault | str) -> None:
        """What the rules call by another name is the date."""
        super().refuse_field(name if name in self else "date", fault)


class ReasonForm(VersionedForm):
    """`seen` is the revision of the meeting that was shown."""

    reason = forms.text(N_("Reason"), optional=True, rows="2")

    def value(self) -> str:
        """Raises: InvalidInput where it is too long."""
        if faults := _too_long(self):
            raise InvalidInput(faults)
        return cells.flat(self.reason.data)


def saved_meeting(meeting: Meeting, council: Council, says: Language) -> MeetingForm:
    """The form with the meeting as it is, hours as the language writes them.

    One of the usual length has no end there, so that it keeps the length where only its start is changed.
    """
    starts, ends = meeting.starts, meeting.ends
    is_usual = ends == starts.plus(council.duration_minutes)
    values = {
        "date": starts.date.isoformat(),
        "starts": says.hour(starts.time),
        "ends": "" if is_usual else says.hour(ends.time),
        "place": meeting.place,
        "note": meeting.note,
        "online_url": meeting.online_url,
        "items_close_on": meeting.items_close_on.isoformat() if meeting.items_close_on else "",
    }
    return MeetingForm.of_saved(values)


def _end(
    starts: Wall, last: date | None, end: time | None, council: Council, meeting: Meeting | None
) -> Wall:
    """Without an hour by the length, on the last day that was told."""
    minutes, days = council.duration_minutes, 0
    if meeting:
        minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
        days = (meeting.ends.date - meeting.starts.date).days
    if end:
        return Wall(last or starts.date + timedelta(days), end, council.zone)
    ends = starts.plus(minutes)
    return replace(ends, date=last) if last else ends


def _too_long(form: VersionedForm) -> dict[str, Fault]:
    return {
        name: Fault(_LONG, {"n": most})
        for name, most in _MOST.items()
        if name in form and len(cells.flat(form[name].data)) > most
    }
