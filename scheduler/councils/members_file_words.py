"""The words a members file may use for its columns, roles, languages and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date


def letters(text: str) -> str:
    """Only the letters and digits, in lower case: `E-post:` and `epost` are one word."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _index(words: Mapping[str, str]) -> dict[str, str]:
    return {letters(word): key for key, line in words.items() for word in line.split("|")}


COLUMNS = _index(
    {
        "name": "name|namn|full name|fullständigt namn|för- och efternamn|namn på ledamot"
        "|person|ledamot|ledamöter|ordinarie ledamöter|medlem|medlemmar|member|members|deltagare|participant"
        "|representant|navn|nimi",
        "given": "förnamn|first name|given name|tilltalsnamn",
        "family": "efternamn|last name|surname|family name",
        "email": "email|e-mail|mail|e-mail address|mail address|e-post|e-postadress|mejl"
        "|mejladress|mailadress|epostadresser|e-brev|e-post arbete|primary email",
        "role": "role|roll|uppdrag|befattning i rådet|funktion i rådet|roll i rådet|assignment",
        "organisation": "organisation|organization|org|organisationens namn|förening|representerar"
        "|represents|representing|body|kommun|instans|förvaltning|myndighet|company|företag|parti|party",
        "seat": "seat|plats|mandat|stol",
        "deputy_for": "deputy for|deputy_for|ersättare för|ersätter|suppleant för|substitute for"
        "|substitutes for|personlig ersättare för|personal deputy for|stand-in for",
        "phone": "phone|telefon|telefonnummer|tel|mobil|mobilnummer|mobiltelefon|mobile"
        "|mobile phone|telephone|phone number|cell|cell phone|tfn|telefon arbete",
        "language": "language|språk|lang|kontaktspråk",
        "since": "since|from|from date|fr.o.m.|från|från och med|från datum|startdatum|tillträder"
        "|start|start date",
        "until": "until|to|till|till och med|t.o.m.|till datum|slutdatum|end|end date|avgår",
    }
)

ROLES = _index(
    {
        "member": "member|ledamot|ordinarie|ordinarie ledamot|medlem|ord. ledamot|led",
        "deputy": "deputy|ersättare|ers|suppleant|personlig ersättare|substitute|deputy member"
        "|ersättande ledamot|personal deputy|supp|alternate",
        "chair": "chair|ordförande|ordf|chairman|chairwoman|chairperson|ordföranden"
        "|rådets ordförande",
        "vice_chair": "vice chair|vice_chair|vice ordförande|vice ordf|v. ordf|v ordförande"
        "|1:e vice ordförande|2:e vice ordförande|1:a vice ordförande|2:a vice ordförande"
        "|förste vice ordförande|första vice ordförande|andre vice ordförande"
        "|andra vice ordförande|1 vice ordf|2 vice ordf|1:e v. ordf|2:e v. ordf|1:e vice ordf"
        "|2:e vice ordf|viceordförande|vice chairman|vice-chairperson|deputy chair",
        "secretary": "secretary|sekreterare|sekr|rådssekreterare|nämndsekreterare|clerk",
    }
)

LANGUAGES = {"": ""} | _index(
    {"sv": "sv|svenska|swedish|sv-SE|swe|sve", "en": "en|engelska|english|en-GB|en-US|eng"}
)

# 2022-01-31, 20220131, 31/1 2022, 31/1-2022, 31.1.2022, and with the hour that spreadsheets add.
_DAY = re.compile(
    r"(?:(?P<year>[12]\d{3})(?P<dash>[-./]?)(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)"
    r"|(?P<day2>\d\d?)\s*[./-]\s*(?P<month2>\d\d?)\s*[./ -]\s*(?P<year2>[12]\d{3}))"
    r"(?:[ T]+00:00(?::00(?:\.0+)?)?)?",
    re.ASCII,
)


def parse_day(text: str) -> date:
    """Raises: ValueError where the text is no day."""
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(*(int(match[k] or match[k + "2"]) for k in ("year", "month", "day")))


# `Personlig ersättare för Eva Sund`
_STANDS_FOR = re.compile(
    r"(?:personlig\s+|personal\s+)?(?:ersättare|ers\.?|suppleant|suppl\.?|deputy|dep\.?|substitute|alternate)"
    r"\s+(?:för|for|till|åt|to)\s+(?P<whom>.+)",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    ("rådet", "helarådet", "nämnden", "styrelsen", "alla", "thecouncil", "thewholecouncil", "all")
)


def stands_for(role: str) -> str | None:
    """Whom the words for a role say that a deputy stands for, empty for the whole council; None for other words."""
    found = _STANDS_FOR.fullmatch(role.strip())
    if not found:
        return None
    return "" if letters(found["whom"]) in _WHOLE else found["whom"]


def is_role(cell: str) -> bool:
    return letters(cell) in ROLES or stands_for(cell) is not None


# `Maria Holm (har avgått)`, `Maria Holm – utträdd`: who is listed still, but is a member no more.
_LEFT = re.compile(
    r"(?:^|[(\[,;–—]\s*|\s-\s|\s(?=har\s|utgår|has\s))"
    r"(?P<told>(?:har\s+|är\s+)?(?:avgått|slutat|utträtt|utträdd|utgått|entledigad|entledigats|avliden|avlidit"
    r"|hoppat\s+av|lämnat(?:\s+(?:rådet|nämnden|styrelsen|uppdraget|sitt\s+uppdrag))?|sagt\s+upp\s+sig|flyttat)"
    r"|utgår|utträder|avgår|slutar"
    r"|(?:has\s+)?(?:resigned|stepped\s+down|left\s+the\s+(?:council|board))|has\s+left|deceased)"
    r"(?:\s+(?:den\s+)?[\d./ -]+)?\s*[.)\],;]*$",
    re.IGNORECASE,
)


def has_left(text: str) -> str:
    """The words at the end of the text that tell of somebody who has left; empty where none do."""
    found = _LEFT.search(text)
    return found["told"] if found else ""
