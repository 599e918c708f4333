"""Finnish family names in the genitive or the partitive, as they are in the nominative: `Ojalan` is `Ojala`."""

from __future__ import annotations

# Their stems change: `Koivumäen`, `Koivumäkeä`.
_STEMS = (
    ("mäen", "mäki"),
    ("joen", "joki"),
    ("lahden", "lahti"),
    ("korven", "korpi"),
    ("lammen", "lampi"),
    ("lehden", "lehti"),
    ("rinteen", "rinne"),
    ("kankaan", "kangas"),
    ("rannan", "ranta"),
    ("virran", "virta"),
    ("pellon", "pelto"),
    ("lehdon", "lehto"),
    ("niityn", "niitty"),
    ("harjanteen", "harjanne"),
    ("salon", "salo"),
    ("saarta", "saari"),
    ("saaren", "saari"),
    ("niemen", "niemi"),
    ("järven", "järvi"),
    ("salmen", "salmi"),
    ("kosken", "koski"),
    ("vuoren", "vuori"),
    ("vuorta", "vuori"),
    ("kiven", "kivi"),
    ("mäkeä", "mäki"),
    ("sen", "nen"),
    ("sta", "nen"),
    ("stä", "nen"),
    ("tta", ""),
    ("ttä", ""),
    ("ea", "i"),
    ("eä", "i"),
)


def nominative(name: str) -> str:
    """The name as its bearer has it; a stem that is not known only loses its ending."""
    given, _, family = name.rpartition(" ")
    for ending, stem in _STEMS:
        if family.casefold().endswith(ending):
            whole = family[: -len(ending)] + stem
            return f"{given} {whole[:1].upper()}{whole[1:]}".strip()
    is_bent = family.endswith("n") or family[-2:-1] in (*"aeiouyäö",)
    return f"{given} {family[:-1] if is_bent else family}".strip()
