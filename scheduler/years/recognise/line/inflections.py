"""Names without their inflections, in the six languages: "Kulturnämnden" and "Kulturnämndens" are one."""

from __future__ import annotations

from functools import lru_cache

# The same few names stand on line after line.
REMEMBERED_NAMES = 1024
# What a noun takes at its end in the six languages, longest first, and what stays of it then.
INFLECTIONS = (
    "ernas", "erna", "enes", "ene", "kuntien", "kunnat", "kunnan", "kunta", "ksen", "ums", "ers", "ets", "ens", "ses",
    "um", "et", "en", "es", "er", "na", "ns", "s", "n", "a", "e",
)  # fmt: skip
# German words that change within when there are several.
UMLAUTS = (("schüsse", "schuss"), ("schüssen", "schuss"), ("räte", "rat"), ("räten", "rat"))
SHORTEST_STEM, VOWELS = 3, frozenset("aeéouyäö")
# Endings of names in the genitive, and what they are else.
FINNISH_GENITIVES = (("kunnan", "kunta"), ("ituksen", "itus"), ("ston", "sto"), ("ryhmän", "ryhmä"))
# "Brottsförebyggande rådets", "Kyrkofullmäktiges", "Formannskapets".
SCANDINAVIAN_GENITIVES = ("ens", "ets", "iges")
FINNISH_ATTRIBUTES = (("isen", "inen"),)
# What a German noun that heads a name has at its end behind "des".
GERMAN_GENITIVES = (
    ("sses", "ss"), ("ßes", "ß"), ("ates", "at"), ("ats", "at"), ("eises", "eis"), ("tages", "tag"), ("tags", "tag"),
    ("andes", "and"), ("ands", "and"), ("ums", "um"), ("ents", "ent"), ("entes", "ent"), ("tees", "tee"),
)  # fmt: skip
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def german_nominative(name: str) -> str:
    """ "Ausschusses für Umwelt" behind "des" is the "Ausschuss für Umwelt"."""
    words = name.split(" ")
    bare = [changed(word, GERMAN_GENITIVES) for word in words]
    n = next((n for n, word in enumerate(words) if bare[n] != word), 0)
    return " ".join([*words[:n], bare[n], *words[n + 1 :]])


def nominative(name: str) -> str:
    """ "Teknisen lautakunnan" before the word for meetings is the "Tekninen lautakunta", and "Kulturnämndens" is
    "Kulturnämnden"."""
    if name.casefold().endswith(SCANDINAVIAN_GENITIVES):
        return name[:-1]
    *attributes, head = name.split(" ")
    bare = changed(head, FINNISH_GENITIVES)
    if bare == head:
        return name
    return " ".join([*(changed(word, FINNISH_ATTRIBUTES) for word in attributes), bare])


def changed(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    """The word with the first ending that it has made the other one."""
    for end, other in endings:
        if word.lower().endswith(end):
            return word[: len(word) - len(end)] + (other.upper() if word.isupper() else other)
    return word


def fold(name: str) -> str:
    """As names are compared: in small letters, with single blanks and plain dashes."""
    return " ".join(name.translate(DASHES).casefold().split())


@lru_cache(REMEMBERED_NAMES)
def stem(name: str) -> str:
    """A name without its inflections: "Kulturnämnden" and "Kulturnämndens" are one."""
    *attributes, head = fold(name).split() or [""]
    if attributes[:1] == ["full"] and len(attributes) > 1:
        attributes = attributes[1:]  # "Full Town Council"
    # "Teknisen lautakunnan" is of "tekninen lautakunta"
    attributes = [changed(word, FINNISH_ATTRIBUTES) for word in attributes]
    return " ".join(map(_uninflected, [*attributes, head]))


def _uninflected(word: str) -> str:
    word = changed(word, UMLAUTS)
    for end in INFLECTIONS:
        rest = word.removesuffix(end)
        # "Valtuusto" takes an n, "revisio" does not.
        takes = end[0] != "n" or (rest[-1:] in VOWELS and not rest.endswith("io"))
        if rest != word and len(rest) >= SHORTEST_STEM and takes:
            return rest
    return word
