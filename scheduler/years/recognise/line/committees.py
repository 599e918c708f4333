"""An hour said of committees as such, "Committee meetings are at 5.30", "Utskotten kl. 9": of each that has none of its
own."""

from __future__ import annotations

import re

from scheduler.years.recognise.line import compounds, inflections, naming
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text import words
from scheduler.years.recognise.text.small_words import BOTH, THE
from scheduler.years.recognise.text.words import Role, listed

OPENERS = THE | BOTH
# How a sentence calls them, and how their names end.
FORMS = (
    (listed("committee committees committees'"), ("committee",)),
    (listed("boards boards'"), ("board",)),
    (listed("panels panels'"), ("panel",)),
    (listed("utskotten utskottens"), ("utskott", "utskottet")),
    (listed("nämnderna nämndernas"), ("nämnd", "nämnden")),
    (listed("styrelserna styrelsernas"), ("styrelse", "styrelsen")),
    (listed("råden rådens rådene rådenes"), ("råd", "rådet")),
    (listed("utvalgene utvalgenes utvalgsmøtene"), ("utvalg", "utvalget")),
    (listed("udvalgene udvalgenes udvalgsmøderne"), ("udvalg", "udvalget")),
    (listed("beiräte beiratssitzungen"), ("beirat",)),
    (listed("ausschüsse ausschusssitzungen"), ("ausschuss",)),
    (listed("lautakunnat lautakuntien"), ("lautakunta",)),
    (listed("neuvostot neuvostojen"), ("neuvosto",)),
    (listed("jaostot jaostojen"), ("jaosto",)),
)  # fmt: skip
END_OF = {form: ends[0] for forms, ends in FORMS for form in forms if form != "committee"}
KINDS = frozenset(inflections.stem(end) for _, ends in FORMS for end in ends)
# "Utvalg for plan og miljø", "Udvalget for Kultur": what stands behind is the field.
FIELD = re.compile(" (?:för|for|für|on|of) ")
# "Annual Parish Meeting" is no committee's.
OTHERS = (
    *words.ENDINGS[Role.BODY].split(), *words.EXACT[Role.BODY].split(), *compounds.ONE, *compounds.MEETINGS,
)  # fmt: skip


def said_of(opening: str) -> str | None:
    """How the names of those end that a sentence is about, where it opens with such a word."""
    told = [word for word in opening.split()[:3] if word not in OPENERS]
    return next((ends[0] for forms, ends in FORMS if told and told[0] in forms), None)


def is_title(body: str, held: set[str]) -> bool:
    """The body of a page's title is that whose bodies have the days, or the kind of some of them, "Committee meetings
    2027" above the Planning Committee and the Library Board. `held`: those that have days."""
    alike = [naming.alike(body, name) for name in held]
    kind = body not in held and inflections.stem(body) in KINDS
    return not any(alike) or (kind and not all(alike))


def of_hours(
    parsed: Parsed, named: list[tuple[int, str]], hours: list[TimeItem]
) -> list[list[str]]:
    """Of each hour how the names end of those it is said of, or the one body: "Nämnderna kl. 13, råden kl. 16"; none
    where that is not told of each of them right before it."""
    found: list[list[str]] = []
    last = 0
    for hour in hours if len(hours) > 1 else ():
        before = range(last, hour.first)
        ends = {n: end for n in before if (end := END_OF.get(parsed.tokens[n].low))}
        told = ends | {n: name for n, name in named if n in before and n not in ends}
        if len(told) != 1:
            return []
        found.append(list(told.values()))
        last = hour.last
    return found if not END_OF.keys().isdisjoint(parsed.lows) else []


def of_body(name: str) -> str | None:
    """The same of a body; an English committee is often called by its field alone: "Finance and Resources"."""
    folded = FIELD.split(inflections.fold(name), maxsplit=1)[0]
    end = next((ends[0] for _, ends in FORMS if folded.endswith(ends)), None)
    return end or (None if folded.endswith(OTHERS) else FORMS[0][1][0])
