"""What is said once for many meetings, and whose they are."""

from collections.abc import Collection, Sequence

from scheduler.years.recognise.headings import PART_OF, alike, fold
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.values import Draft, Hours, Said

MOST_SAID = 100
"""More statements than any page has; what is beyond is not looked at, so that the work grows with the text alone."""
Scope = Sequence[Said]


def with_said(drafts: Sequence[Draft], said: Scope) -> list[Draft]:
    """Each meeting with the hours and place said for it: its own, footnote, month, body, section, page."""
    said = said[:MOST_SAID]
    hours = [one for one in said if one.hours and not one.stars]
    places = [one for one in said if one.place]
    noted = {one.stars: one.hours for one in said if one.stars and one.hours}
    if not any(draft.body for draft in drafts):
        hours = [one._replace(body=None) for one in hours]  # of the one body that the text is about
    firsts: dict[int, int] = {}
    for n, draft in enumerate(drafts):
        firsts.setdefault(draft.section, n)
    below = _told_below(drafts, hours)
    found = []
    for n, draft in enumerate(drafts):
        told, unsure = _hours(draft, n, hours, noted.get(draft.told.stars), firsts)
        unsure = unsure or (told is None and bool(below) and draft.section not in below)
        doubts = (*draft.doubts, Reason.of("hour_unsure")) if unsure else draft.doubts
        place = draft.place
        if not place and not draft.told.cancelled:
            place = next((one.place for one in _scope(draft, places)), None)
        found.append(draft._replace(hours=told, place=place, doubts=doubts))
    return found


def _hours(
    draft: Draft, n: int, said: Scope, noted: Hours | None, firsts: dict[int, int]
) -> tuple[Hours | None, bool]:
    own = draft.told.hours
    if noted and not own:
        return noted, False
    scope = _scope(draft, said)
    begins = firsts[draft.section] if scope and scope[0].section else 0
    told, unsure = _chosen(scope, n, begins) if scope else (None, False)
    if own and own.start:
        other = any(draft.told.first.month in one.months and one.hours != own for one in said)
        end = told.end if told and not told.start and not own.end else None
        return (Hours(own.start, end) if end and end > own.start else own), other
    if own and told and told.start:
        return Hours(told.start, own.end), unsure
    return (told if told and told.start else own), unsure and not draft.told.cancelled


def _scope(draft: Draft, said: Scope) -> Scope:
    """The statements of the narrowest scope that has any."""
    month = [one for one in said if draft.told.first.month in one.months]
    plain = [one for one in said if not one.months]
    body = [one for one in plain if one.body and draft.body and alike(one.body, draft.body)]
    section = [one for one in plain if not one.body and one.section == draft.section]
    return month or body or section or [one for one in plain if not (one.body or one.section)]


def _chosen(scope: Scope, n: int, begins: int) -> tuple[Hours | None, bool]:
    """The hours that hold at meeting `n` of those said in one scope; unsure where they can be taken in two ways."""
    unsure = any(one.is_unsure for one in scope)
    if len({one.hours for one in scope}) == 1:
        return scope[0].hours, unsure
    unsure = unsure or any(one.is_sentence for one in scope)
    if scope[0].at <= begins:
        above = [one for one in scope if one.at <= n]
        return (above or scope)[-1].hours, unsure or len({one.at for one in scope}) < len(scope)
    below = [one for one in scope if one.at > n]
    return (below[0] if below else scope[-1]).hours, True


def _told_below(drafts: Sequence[Draft], said: Scope) -> set[int]:
    """Sections at whose end the text tells an hour, which may be meant for those above too."""
    return {one.section for one in said if one.section and one.at >= len(drafts)}


# whose


def with_bodies(
    drafts: Sequence[Draft], others: Collection[str], own: Sequence[str]
) -> tuple[list[Draft], str | None]:
    """The bodies where the text speaks of several, with a doubt where a name is missing; and the one that it names."""
    drafts = _with_parts(drafts)
    names = {fold(draft.body): draft.body for draft in reversed(drafts) if draft.body}
    several = len(names.keys() | {fold(one) for one in others}) > 1
    strange = not names and len({draft.unknown for draft in drafts if draft.unknown}) > 1
    sections = any(draft.section for draft in drafts)
    labelled = any(d.body for d in drafts) and not any(d.body and d.section for d in drafts)
    strange = strange or (labelled and not several and any(_may_name_body(d) for d in drafts))
    found = []
    for draft in drafts:
        is_unnamed = bool(names) and not draft.body and (several or sections)
        below = strange or (bool(names) and bool(draft.unknown) and not draft.told.body)
        is_unsure = is_unnamed or below or (labelled and _may_name_body(draft))
        body = names[fold(draft.body)] if several and draft.body else None
        note = draft.told.note or (None if several or draft.section else draft.told.body)
        note = _without(note, own)
        doubts = (*draft.doubts, Reason.of("nobodys")) if is_unsure else draft.doubts
        found.append(draft._replace(body=body, doubts=doubts, told=draft.told._replace(note=note)))
    return found, _another(drafts, names, own)


def _with_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """The part of a body by its own name where it is the only one, else with the name of its body."""
    named = [(draft.body or "").partition(PART_OF) for draft in drafts]
    several = len({parent for parent, _, part in named if part}) > 1
    found = []
    for draft, (parent, _, part) in zip(drafts, named, strict=True):
        whole = parent if part.casefold().startswith("nämnd") else f"{parent}s {part.casefold()}"
        found.append(draft._replace(body=whole if several else part) if part else draft)
    return found


def _without(note: str | None, own: Sequence[str]) -> str | None:
    """A remark without the caller's own name before it."""
    for name in own:
        if (
            note
            and note.casefold().startswith(name.casefold())
            and not note[len(name) :][:1].isalnum()
        ):
            return note[len(name) :].strip(" ,.;:-") or None
    return note


def _may_name_body(draft: Draft) -> bool:
    """Its remark, or a word before it, is a name where others have that of a body."""
    is_asked = any(reason.code == "meeting_unsure" for reason in draft.doubts)
    is_named = (draft.told.note or "")[:1].isupper() and not draft.told.cancelled
    return not draft.body and (is_asked or is_named)


def _another(drafts: Sequence[Draft], names: dict[str, str], own: Sequence[str]) -> str | None:
    """Whose all meetings are, where that is one body and not the caller's own."""
    if len(names) != 1 or not all(draft.body for draft in drafts):
        return None
    name = next(iter(names.values()))
    is_bare = fold(name) in {"styrels", "nämnd", "råd", "board", "council"}
    return None if is_bare or any(alike(name, one) for one in own) else name
