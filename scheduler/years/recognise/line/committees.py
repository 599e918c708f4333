"""An hour said of committees as such, "Committee meetings are at 5.30", "Utskotten kl. 9": of each that has none of its
own."""

from __future__ import annotations

from scheduler.years.recognise.line import compounds, naming
from scheduler.years.recognise.text import words
from scheduler.years.recognise.text.small_words import BOTH, THE
from scheduler.years.recognise.text.words import Role, listed

OPENERS = THE | BOTH
# How a sentence calls them, and how their names end.
FORMS = (
    (listed("committee committees committees'"), ("committee",)),
    (listed("utskotten utskottens"), ("utskott", "utskottet")),
    (listed("nämnderna nämndernas"), ("nämnd", "nämnden")),
    (listed("styrelserna styrelsernas"), ("styrelse", "styrelsen")),
    (listed("råden rådens rådene rådenes"), ("råd", "rådet")),
    (listed("utvalgene utvalgenes"), ("utvalg", "utvalget")),
    (listed("udvalgene udvalgenes"), ("udvalg", "udvalget")),
    (listed("ausschüsse ausschusssitzungen"), ("ausschuss",)),
    (listed("lautakunnat lautakuntien"), ("lautakunta",)),
    (listed("neuvostot neuvostojen"), ("neuvosto",)),
    (listed("jaostot jaostojen"), ("jaosto",)),
)  # fmt: skip
# "Annual Parish Meeting" is no committee's.
OTHERS = (
    *words.ENDINGS[Role.BODY].split(), *words.EXACT[Role.BODY].split(), *compounds.ONE, *compounds.MEETINGS,
)  # fmt: skip


def said_of(opening: str) -> str | None:
    """How the names of those end that a sentence is about, where it opens with such a word."""
    told = [word for word in opening.split()[:3] if word not in OPENERS]
    return next((ends[0] for forms, ends in FORMS if told and told[0] in forms), None)


def of_body(name: str) -> str | None:
    """The same of a body; an English committee is often called by its field alone: "Finance and Resources"."""
    folded = naming.fold(name)
    end = next((ends[0] for _, ends in FORMS if folded.endswith(ends)), None)
    return end or (None if folded.endswith(OTHERS) else FORMS[0][1][0])
