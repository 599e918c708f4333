"""Which names in a text are of one body, and whether the text speaks of several at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise

from scheduler.years.recognise.line import inflections, initials
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.text import words
from scheduler.years.recognise.text.small_words import AND, BEFORE, FOR_OR_OF
from scheduler.years.recognise.text.words import Role, listed

# By themselves these are of the board above them.
PARTS = listed(
    "arbetsutskott arbetsutskottet au utskott utskottet arbeidsutvalg arbeidsutvalget arbejdsudvalg arbejdsudvalget"
    " presidium presidiet præsidium formandskab präsidium beredning beredningen beredningsutskott jaosto työjaosto"
    " sub-committee subcommittee unterausschuss arbetsgrupp arbetsgruppen"
)
# "nämnden", "council": by itself short for whichever body the text is about.
BARE = PARTS | listed(f"{words.EXACT[Role.BODY]} {words.ENDINGS[Role.BODY]}")
HEADS = tuple(words.ENDINGS[Role.BODY].split())
# In a body's own part of a text these mean the body itself.
WHOLES = listed("plenum nämnd nämnden styrelse styrelsen råd rådet council committee fullmäktige")
PARTS_OR_WHOLES = PARTS | WHOLES
# Those whose body it is, where a name says no more of them.
OWNERS = listed(
    "förbundets kommunens stadens regionens landstingets församlingens föreningens stiftelsens bolagets samfundets"
    " city's council's county's town's parish's association's forbundets byens fylkets fylkeskommunens"
    " foreningens menighetens sognets kaupungin kunnan liiton seurakunnan yhdistyksen kuntayhtymän"
)
# "Erweiterter Vorstand": that board with others, and no other name of it.
WITH_OTHERS = (
    "erweitert", "gesamt", "utvidg", "utök", "udvid", "utvid", "laajenn", "extended", "enlarged", "joint",
)  # fmt: skip
# "Ungdommens kommunestyre": of others than the municipal council, which is called "kommunestyret".
OF_OTHERS = listed(
    "ungdommens ungdomens ungdommenes ungdomarnas unges ungas barnas barnens børnenes børns elevenes"
    " elevernas elevers studentenes studenternas seniorenes seniorernes pensionärernas nuorten lasten vanhusten"
    " opiskelijoiden youth jugendlicher"
)
# Parts with and without their article, which they lose behind whose they are: "nämndens arbetsutskott".
INDEFINITE = (
    ("utskottet", "utskott"), ("presidiet", "presidium"), ("beredningen", "beredning"),
    ("arbetsgruppen", "arbetsgrupp"), ("utvalget", "utvalg"), ("udvalget", "udvalg"), ("præsidiet", "præsidium"),
)  # fmt: skip
# English and German bodies do not take an s before their part's name.
NO_GENITIVE = (
    "committee", "council", "board", "cabinet", "panel", "commission", "ausschuss", "rat", "vorstand",
)  # fmt: skip
# What stands on so many lines of a list is no remark.
OFTEN = 3


@lru_cache(inflections.REMEMBERED_NAMES)
def alike(one: str, other: str) -> bool:
    """Whether two names can be of one body: "Nämnden" and "Kulturnämndens", "Parish Council" and "Brookby Parish
    Council"."""
    # "Full Council" is the council as a whole.
    names = (inflections.fold(name).removeprefix("full ") for name in (one, other))
    whole, end = sorted(names, key=len, reverse=True)
    if f" {whole}".endswith(f" {end}") and (whole == end or not _is_more(whole)):
        return True
    if whole.startswith(f"{end} of "):
        return True  # "Board" and "Board of Directors"
    stems = {inflections.stem(one), inflections.stem(other)}
    short = {inflections.stem(end) for name in (one, other) for end in ends(inflections.fold(name))}
    return len(stems) == 1 or bool(short & stems)


@lru_cache(inflections.REMEMBERED_NAMES)
def is_end(name: str, whole: str) -> bool:
    """Whether `name` is but the end of a longer name: "styrelsen" of "Landskapsstyrelsen"."""
    short = inflections.stem(name)
    return any(inflections.stem(end) == short for end in ends(inflections.fold(whole)))


def within(name: str, whole: str) -> bool:
    """Whether all words of a name are those of a longer one, in whatever case: "Ausschusses für Umwelt" of
    "Ausschuss für Umwelt, Klima und Verkehr"."""
    words = {inflections.stem(word.strip(",-")) for word in whole.split()}
    return all(inflections.stem(word.strip(",-")) in words for word in name.split())


def begins(name: str, whole: str) -> bool:
    """Whether the name is a longer one but for its last word: "Planning" and "Planning Committee"."""
    return inflections.fold(whole).rpartition(" ")[0] == inflections.fold(name)


def is_called(name: str, heading: str) -> bool:
    """Whether `name` on a line is the body of the heading above it: but its end, or the same behind the word for
    those whose body it is, "Förbundets revisionsnämnd" below "Revisionsnämnden"."""
    owner, _, rest = inflections.fold(name).partition(" ")
    return is_end(name, heading) or (
        owner in OWNERS and inflections.stem(rest) == inflections.stem(heading)
    )


def is_of_other_kind(name: str, parent: str | None) -> bool:
    """Whether the one word that is a name cannot mean the body above: "Fullmäktige" below "Valnämnden"."""
    if not parent or inflections.fold(name) not in WHOLES:
        return False
    kinds = {inflections.stem(head) for head in BARE if inflections.fold(parent).endswith(head)}
    return bool(kinds) and inflections.stem(name) not in kinds | {"plenum"}


def part(parent: str, name: str) -> str:
    """The full name of a part: "Byggnadsnämndens arbetsutskott"; the parent's own for "nämnd" and for its end."""
    if inflections.fold(name) in WHOLES or is_end(name, parent):
        return parent
    short = name if name.isupper() else inflections.changed(name[:1].lower() + name[1:], INDEFINITE)
    for genitive, end in inflections.FINNISH_GENITIVES:
        if parent.casefold().endswith(end):
            return f"{parent[: len(parent) - len(end)]}{genitive} {short}"
    if parent.casefold().endswith(NO_GENITIVE):
        return f"{parent} {name}"
    return f"{parent if parent.endswith('s') else parent + 's'} {short}"


def settle(drafts: list[Draft], built: set[str], columns: set[str], beside: list[set[str]]) -> bool:
    """Gives every draft the one name of its body; whether there are several bodies.

    `built`: names from headings and tables, which are bodies by their place; `columns`: those of
    tables, which count even when nothing could be read under them. A name that stands on a few
    lines only is a remark there, not a body, unless it is one of `built`. `beside`: names of
    columns or cells of one table, which are of different bodies.
    """
    if any(draft.labelled for draft in drafts):
        _drop_remarks(drafts, {inflections.stem(name) for name in built})
    names = {draft.body for draft in drafts if draft.body} | columns
    chosen = _canonical(
        sorted(names, key=lambda n: (-len(n), n)), beside + _rows(drafts) + _siblings(drafts)
    )
    chosen = _as_in_table(chosen, Counter(draft.body for draft in drafts), columns)
    for draft in drafts:
        if draft.body:
            draft.body = chosen[draft.body]
    distinct = {inflections.fold(chosen[name]) for name in names}
    several = len(distinct) + (bool(columns) and _stands_beside_nobody(drafts, columns)) > 1
    if not several and not all(draft.body for draft in drafts):
        _keep_as_remarks(drafts)
    return several


def _as_in_table(
    chosen: dict[str, str], held: Counter[str | None], columns: set[str]
) -> dict[str, str]:
    """The same, but for bodies that a table calls by their letters and only a sentence or two by their names."""
    for name in columns:
        whole = chosen.get(name, name)
        if (
            name != whole
            and held[whole] < held[name]
            and initials.stand_for(name, inflections.fold(whole), BARE)
        ):
            chosen = {each: name if to == whole else to for each, to in chosen.items()}
    return chosen


def _stands_beside_nobody(drafts: list[Draft], columns: set[str]) -> bool:
    """ "Presidium | Mötesdatum": nobody is named for the second column, whose meetings are another body's."""
    lines = {draft.line for draft in drafts if draft.body in columns}
    return any(not draft.body and draft.line in lines for draft in drafts)


def _keep_as_remarks(drafts: list[Draft]) -> None:
    """The one name of a text, beside days without any, tells them apart: "9 februari" / "Arbetsgruppen 9 mars"."""
    for draft in drafts:
        if draft.labelled:
            draft.note = draft.note or draft.body


def _drop_remarks(drafts: list[Draft], built: set[str]) -> None:
    sections: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        sections[draft.section].append(draft)
    for section in sections.values():
        labelled = {id(d): inflections.stem(d.body) for d in section if d.labelled and d.body}
        often = Counter(labelled.values())
        for draft in section if 2 * len(labelled) < len(section) else ():
            name = labelled.get(id(draft))
            if name and name not in built and often[name] < OFTEN:
                draft.note = draft.note or draft.body
                draft.body = draft.heading_body


def _canonical(names: list[str], beside: list[set[str]]) -> dict[str, str]:
    """Each name to the longest that is the same body; the first seen of two inflections, but never the genitive."""
    chosen: dict[str, str] = {}
    stems: dict[str, str] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if _is_genitive(
            inflections.fold(stems.setdefault(inflections.stem(name), name)), inflections.fold(name)
        ):
            stems[inflections.stem(name)] = name
    for name in names:
        whole = inflections.nominative(stems[inflections.stem(name)])
        # But "Valkrets" and "Assets" are no genitives.
        chosen[name] = (
            whole if inflections.fold(whole).endswith(HEADS) else stems[inflections.stem(name)]
        )
        for bare in ends(inflections.fold(name)):
            heads[inflections.stem(bare)].add(chosen[name])
    for name in names:
        longer = {
            n
            for n in heads.get(inflections.stem(name), ())
            if inflections.stem(n) != inflections.stem(name)
        }
        longer = longer or {
            chosen[n] for n in names if initials.stand_for(name, inflections.fold(n), BARE)
        }
        if len(longer) == 1 and not any(name in table and longer & table for table in beside):
            chosen[name] = longer.pop()
    return chosen


def _is_more(folded: str) -> bool:
    """It is not what the end of its name is: "Ungdommens kommunestyre", or two of them, "Styrelsen och rådet"."""
    words = folded.split()
    joint = any(b in AND and a.endswith(HEADS) for a, b in pairwise(words))
    return joint or (words[:1] != [] and words[0] in OF_OTHERS)


def _rows(drafts: list[Draft]) -> list[set[str]]:
    """For each section the names that stand before a list of days each, where every list begins before the one
    above it ends: they are of different bodies, also where one name is the end of another."""
    rows: dict[int, dict[int, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if draft.labelled and draft.body:
            rows[draft.section][draft.line].append(draft)
    found: list[set[str]] = []
    for section in rows.values():
        lists = [line for line in section.values() if len(line) > 1]
        names = [line[0].body or "" for line in lists]
        spans = [sorted((d.item.start.month, d.item.start.day) for d in line) for line in lists]
        over = all(
            later[0] < above[-1] and above[0] < later[-1] for above, later in pairwise(spans)
        )
        if over and len(set(names)) == len(names) > 1:
            found.append(set(names))
    return found


def _siblings(drafts: list[Draft]) -> list[set[str]]:
    """The names that head lists of days of the same year, each name one list: they are of different bodies, as
    "Arbeidsutvalget" and "Foreldrerådets arbeidsutvalg" are."""
    lists: dict[int, list[str]] = defaultdict(list)
    for draft in drafts:
        name, above = draft.heading_body, lists[draft.heading]
        if name and not draft.labelled and above[-1:] != [name]:
            above.append(name)
    return [set(names) for names in lists.values() if len(set(names)) == len(names) > 1]


def _is_genitive(one: str, other: str) -> bool:
    """Whether one name is the genitive of the other."""
    return one == other + "s" or one != other == inflections.changed(
        one, inflections.FINNISH_GENITIVES
    )


def ends(folded: str) -> list[str]:
    """The shorter names by which a body may be called: its last word, or a bare head it ends in. What is held
    before another body's meeting is not called by that, nor is a body together with others."""
    together = not BEFORE.isdisjoint(folded.split()) or folded.startswith(WITH_OTHERS)
    if together or _is_more(folded):
        return []
    last = folded.rsplit(" ", 1)[-1]
    ends = [last] if last != folded else []
    ends += [last[-n:] for n in range(3, len(last)) if last[-n:] in BARE]
    # "rådet" of "Rådet for eldre", "board" of "Library Board of Trustees"
    ends += [head for head, what in pairwise(folded.split()) if head in BARE and what in FOR_OR_OF]
    return ends
