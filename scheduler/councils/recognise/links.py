"""The phrases that tie a deputy to the one replaced: `ersätter X`, `tjg ers för X`, `(ers. X)`."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.councils.recognise import body_words, given, names, words
from scheduler.councils.recognise.values import Link, Reading

_DEPUTY = (
    r"(?:ers(?:ättare|ättande|\.)?|suppl(?:eant|\.)?|vik(?:arie|\.)?|substitute|dep(?:uty|\.)|proxy"
    r"|vara(?:medlem|representant|jäsen)?|stedfortr(?:e|æ)der|stellvertret(?:er(?:in)?|ung|end)"
    r"|vertret(?:er(?:in)?|ung)|alternate|stand-?in|sij(?:ainen|\.))"
)
_PERSONAL = r"(?:personlig|personal|persönliche[rs]?|henkilökohtainen)"
# `Kari Ojalan henkilökohtainen varajäsen`
_STANDS_FOR = re.compile(r"\s+henkilökohtainen\s+vara(?:jäsen|edustaja)\.?$", re.IGNORECASE)
# `ersättare Bo Al` or `varajäsen: Bo Al` behind somebody: the word for the office alone, in full.
_BY_OFFICE = re.compile(
    r"(?:ersättare|suppleant|deputy|substitute|alternate|vara(?:medlem|representant|jäsen|edustaja)"
    r"|stedfortr(?:e|æ)der|stellvertret(?:er(?:in)?|ung)|vertret(?:er(?:in)?|ung)|sijainen)\s*:?\s",
    re.IGNORECASE,
)
_SERVES = r"(?:(?:som\s+)?(?:t(?:gj|jg|jgn|jänstg(?:ör|örande|jorde|jörande|\.)?|j)\.?)\s*)"
# The words that may stand before the one that ties: `deltog som personlig ersättare för`.
_LEADING = (
    rf"(?:(?:{_SERVES}|som|i\s+egenskap\s+av|as|a|the|als|in|inn|ind|går|gick|trådte|personlig"
    rf"|närvarar|närvarande|närvarade|deltar|deltog|deltager|deltok|deltagande|vikarierar|inträder"
    rf"|inträdde|inkallad|kallad|møtt?e|møter|mødt?e|sitting|attended|attending|acting|present"
    rf"|var(?:\s+med)?|er|är|was|{_DEPUTY})\s*)"
)
_FOR = r"åt|för|for|für|i\s*stället\s+för|istf\.?|i\s+st\.?\s*f\.?|i\s+stedet\s+for|i\s+stad"
_WHO = r"(?:som|der|die|who)"  # `Anna Ek, who attended for Bo Al`
_INSTEAD_OF_IT = r"i\s*stället|i\s*stedet|instead|stattdessen|sijaan"
# `Anna Ek attended in his place`
_IN_PLACE = (
    r"in\s+(?:his|her|their)\s+(?:place|stead|absence)|i\s+(?:hans|hennes|hendes|dennes|deres)\s+(?:ställe|sted)"
    r"|an\s+(?:seiner|ihrer|dessen|deren)\s+stelle|(?:hänen\s+)?(?:sijastaan|tilallaan)"
)
_PHRASES = (
    (
        Reading.HAS_DEPUTY,
        rf"{_PERSONAL}\s+{_DEPUTY}(?:\s*:|(?!\s*:|\s+(?:för|for|für|von|til)\b))",
    ),
    (
        Reading.PERSONAL,
        rf"(?:(?:är|er|is|ist)\s+)?(?:(?:the|a|der|die)\s+)?{_PERSONAL}\s+{_DEPUTY}\s+(?:för|for|für|von|til)",
    ),
    (Reading.CAME_FOR, rf"{_LEADING}{{0,6}}(?:{_FOR})|{_LEADING}{{1,6}}(?:von|til)"),
    (
        Reading.CAME_FOR,
        rf"{_SERVES}?ersätter|ersatte|vikarierar\s+för|vikarierer\s+for|afløser(?:\s+for)?|sub\s+for|{_LEADING}?(?:in\s+place|instead)\s+of",
    ),
    (
        Reading.CAME_FOR,
        r"replac(?:es|ed|ing)(?!\s+by)|on\s+behalf\s+of|sijaisti|anstelle\s+von|statt",
    ),
    (Reading.CAME_FOR, r"(?:standing\s+in|substitut(?:ed|ing)|deputi[sz](?:ed|ing))\s+for"),
    (
        Reading.CAME_FOR,
        r"in\s+Vertretung\s+(?:von|für|des|der)?|i\.\s?V\.(?:\s+(?:von|für))?",
    ),
    (Reading.CAME_FOR, r"vertritt|erstatte[rt](?!\s+af|\s+av)|avløste|afløste|avlöste|f\."),
    (
        Reading.REPLACED_BY,
        r"(?:har\s+)?(?:ersätts|ersattes|ersatts|ersatt|erstattet|erstattes|avlöstes|vertreten|replaced"
        r"|substituted|represented|repr\.?|representerad|representert|repræsenteret|ersetzt|Vertretung|företräds|företräddes)\s+(?:av|af|by|durch|med|with|ved)"
        r"|deputi[sz]ed\s+by",
    ),
    (
        Reading.REPLACED_BY,
        rf"(?:{_INSTEAD_OF_IT})\s+(?:møtt?e|mødte|kom|närvarade|deltog|deltok|deltager|came|attended|erschien"
        rf"|kam|paikalla)",
    ),
    (
        Reading.REPLACED_BY,
        r"i\s+(?:hans|hennes|dennes)\s+ställe|(?:ersättare|vikarie|substitute|vara|suppleant"
        r"|vertretung|vertreter|varajäsen|varalla|tilalla|sijainen)\s*:|varalla|(?:hänen\s+)?tilal(?:la|laan)|sijaisena|vertretung"
        r"|an\s+(?:seiner|ihrer|deren|dessen)\s+Stelle",
    ),
    (Reading.UNCLEAR, rf"(?:{_SERVES})?{_DEPUTY}\s*:?"),
)
_PATTERNS = tuple(
    (reading, re.compile(rf"\s*(?:{_WHO}\s+)?(?:{phrase})\s+(?=\S)", re.IGNORECASE))
    for reading, phrase in _PHRASES
)
_AFTER = re.compile(
    r"\s+(?:deputi[sz](?:ed|ing)|in\s+Vertretung|ersätter|ersatte|tjg\.?|tjänstgör|tjänstgjorde|i\s*stället|går\s+in|in\s+stead"
    r"|(?:deltog|deltar|närvarade|mødte|møtte|attended|attending|came|present)?\s*"
    r"(?:som|as|as\s+an?|as\s+the)\s+(?:hans\s+|hennes\s+|his\s+|her\s+)?"
    r"(?:ersättare|suppleant|vara|stedfortr(?:e|æ)der|substitute|deputy|alternate|proxy|stand-in)"
    r"|(?:mødte|møtte|møter|møder|kom|kommer|kommt|kam|deltog|deltok|deltar|deltager|närvarade|närvarar"
    r"|attended|attends|came|comes)\s+"
    rf"(?:{_INSTEAD_OF_IT}|{_IN_PLACE})|substituting|als\s+Vertret(?:er|erin|ung)|vertritt)\.?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\s+(?:sijaan|sijasta|sijaisena|tilalla|puolesta|varajäsen)\.?$", re.IGNORECASE
)
_IN_FOR = re.compile(r"\s*sijaistaa\s+(?=\S)", re.IGNORECASE)
_PART = re.compile(
    r"[\s,]+((?:§|(?!(?-i:Tom)\b)(?:t|fr)\.?\s?o\.?\s?m\b|kl\b|from\b|fra\b|från\b|ab\b|until\b|till\s+(?:kl|§)|punkt"
    r"|pkt|ärende|sak\b|TOP\b|item|under\b|vid\b|på\b|via\b|del\b|\d).*)$",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\s+(?:deltog|deltar|deltok|deltager|närvarade|närvarar|møtte|møter|mødte|mötte|kom|kommer|attended"
    r"|attending|present|inkallad|inkallas|kallas|tjänstgör|tjänstgjorde|anwesend|paikalla|läsnä)\.?$",
    re.IGNORECASE,
)
_PARTY = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,12})\s*[)\]]\s*$|\s*,?\s+([A-ZÅÄÖ]{1,3})$")
# `für das Ausschussmitglied Bo Al`
_ARTICLE = re.compile(r"^(?:den|die|das|der|dem|the)\s+(?=\S+\s+\S)", re.IGNORECASE)
LONGEST = 200


# `representing Anna Ek`, where a body may stand as well
_REPRESENTS = re.compile(
    r"\s*(?:representing|representerar|representerer|repræsenterer|edustaa)\s+", re.IGNORECASE
)


def find(text: str) -> Link | None:
    """The link that the whole text is, or None."""
    if len(text) > LONGEST:
        return None
    plain = text.replace("~~", "").strip(" .,;")
    if after := _AFTER.search(plain):
        return _link(Reading.REPLACED_BY, plain[: after.start()], "~~" in text)
    if instead := _INSTEAD.search(plain):
        return _bent(Reading.CAME_FOR, plain[: instead.start()], "~~" in text)
    if stands_in := _IN_FOR.match(plain):
        return _bent(Reading.CAME_FOR, plain[stands_in.end() :], "~~" in text)
    if stands := _STANDS_FOR.search(plain):
        return _bent(Reading.PERSONAL, plain[: stands.start()], "~~" in text)
    if (represents := _REPRESENTS.match(plain)) and given.is_person(plain[represents.end() :]):
        return _link(Reading.CAME_FOR, plain[represents.end() :], "~~" in text)
    for reading, pattern in _PATTERNS:
        found = pattern.match(plain)
        link = _link(reading, plain[found.end() :], "~~" in text) if found else None
        if link:
            # `ersättare för Bo Al` tells of the one before it, `ersättare Bo Al` of Bo Al.
            is_of_other = link.reading is not Reading.CAME_FOR
            return replace(link, is_by_office=is_of_other and is_office(plain))
    return None


def is_office(text: str) -> bool:
    """The text begins with the office of a deputy, in full: `vara: Bo Al`."""
    return bool(_BY_OFFICE.match(text))


def bare(text: str) -> Link | None:
    """A person's name with no word of how it is meant: `Anna Ek (Bo Al)`."""
    plain = text.replace("~~", "").strip(" .,;")
    return _link(Reading.UNCLEAR, plain, "~~" in text) if names.is_name(plain) else None


def _bent(reading: Reading, tail: str, is_struck: bool) -> Link | None:
    """The link to one whose name is bent as Finnish has it: `Kari Ojalan sijaan`."""
    link = _link(reading, tail, is_struck)
    return replace(link, is_bent=True) if link else None


def _link(reading: Reading, tail: str, is_struck: bool) -> Link | None:
    party = None
    remark = ""
    if part := _PART.search(tail):
        tail, remark = tail[: part.start()], part[1]
    if reading is Reading.UNCLEAR and (came := _CAME.search(tail)):
        reading, tail = Reading.REPLACED_BY, tail[: came.start()]  # "ersättare Bo Al deltog"
    if (found := _PARTY.search(tail)) and is_party(found[1] or found[2]):
        party = (found[1] or found[2]).strip(" .").upper()
        tail = tail[: found.start()]
    title, name, rest = names.split(_ARTICLE.sub("", tail.strip(" .,;")))
    last = tail.strip()
    is_known = names.is_organisation(last) or names.is_title(last)  # `Deputy Head`
    if not name and names.is_name_word(last) and not is_known:
        name, rest = last, ""  # only a family name: whoever bears it in the text is meant
    is_apart = any(c in title for c in ",;")  # `Ekby kommun; Bo Al`
    return (
        Link(reading, name, party, is_struck, remark) if name and not (rest or is_apart) else None
    )


def is_party_name(text: str) -> bool:
    """A party and no more, by letters or by its name: `F.D.P.`, `B90/Die Grünen`, `Høyre`."""
    parts = [part for part in re.split(r"[\s/-]+", text.casefold().replace(".", "")) if part]
    known = body_words.PARTIES | body_words.PARTY_NAMES
    return bool(known & {*parts}) and {*parts} <= known | body_words.PARTY_FILLERS


def is_party(text: str) -> bool:
    """A party's letters, as they stand in parentheses after a name."""
    plain = text.strip(" .")
    if plain.casefold() in body_words.PARTIES:
        return True
    if plain.casefold() in words.TITLES | words.MEMBERS:
        return False  # `VD`, `MEDL`
    is_body = plain.casefold() in body_words.ORGANISATIONS or plain in body_words.ABBREVIATIONS
    return plain.isupper() and plain.isalpha() and len(plain) <= 4 and not is_body
