"""The facts of a meeting as values: what letters tell of it, and what history records of a change."""

from collections.abc import Mapping

from scheduler.meetings.rows import Meeting


def meeting_facts(meeting: Meeting) -> dict[str, object]:
    """What a letter may state of the meeting, as it is compared later (docs/mail.md, rule 6)."""
    return {
        "start": str(meeting.starts),
        "end": str(meeting.ends),
        "place": meeting.place,
        "online_url": meeting.online_url,
        "status": str(meeting.status),
    }


def facts_still_hold(told: Mapping[str, object], today: Mapping[str, object]) -> bool:
    """Whether what a letter told of a meeting, by `meeting_facts`, is what holds today.

    Only what both have is compared: a fact that is new in this version was told by no earlier one, and did not change.
    """
    return all(today[key] == value for key, value in told.items() if key in today)


def facts_to_restore(meeting: Meeting) -> dict[str, object]:
    """All that a change of the meeting may take away, as history records it."""
    moved_from = str(meeting.moved_from) if meeting.moved_from else ""
    own = {"reason": meeting.reason, "note": meeting.note, "moved_from": moved_from}
    return meeting_facts(meeting) | own


def without_link(facts: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in facts.items() if key != "online_url"}
