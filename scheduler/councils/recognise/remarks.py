"""Phrases on whether somebody came, and to what part of the meeting: `sjuk`, `via Teams`, `§§ 4-7`."""

from __future__ import annotations

import re

from scheduler.councils.recognise import names, words

AWAY = re.compile(
    r"(?:har\s+|hade\s+|havde\s+|hadde\s+|hatte\s+|had\s+|was\s+)?(?:(?:anmält|anmäld|meddelat|lämnat|lämnade|meldt|sendt|sent"
    r"|given|gyldig|lovligt?)\s+)?"
    r"(?:frånvarande|frånvaro|förhinder|förhindrad|förfall|frånv\.?|sjuk|sjukanmäld|vab|återbud"
    r"|(?:ej|inte|icke)\s+närvarande|delt(?:og|ok|ager|ar)\s+(?:ej|inte|ikke|ikkje)|uteblev|udeblev|absent|apologies|poissa"
    r"|fraværende|forfall|abwesend|(?:un)?entschuldigt|verhindert|fehlt|afbud"
    r"|møtte\s+ikke|mødte\s+ikke|(?:ei\s+)?estynyt|ei\s+läsnä|ikke\s+til\s?stede"
    r"|not\s+present|nicht\s+anwesend|kunde\s+inte|avanmäld"
    r"|(?:tjänst|föräldra|sjuk)ledig\b|bortrest\b|on\s+leave\b|unwell\b|ill\b|excused\b|did\s+not\s+attend"
    r"|unable\s+to\s+attend|(?:ilmoittanut|ilmoitti)\s+este\w*|estee(?:llä|n(?:\s+vuoksi\s+poissa)?)\b|este\b|ei\s+paikalla"
    r"|sairaana\b|lomalla\b|ikke\s+mø[td]t|ikkje\s+møtt|sy[kg](?:e?meldt)?\b|permisjon\b|orlov\b|på\s+(?:ferie|semester)\b"
    r"|fravær\b|forhindret\b|im\s+urlaub\b|(?:er)?krankt?\b|nicht\s+erschienen|entsch\b\.?|abgemeldet\b)",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"§|fr\.?\s?o|från\s|t\.?\s?o\.?\s?m|\bklo?\b|\bdel(?:s|ar|en|er|vis)?\b|punkt|\bp\.\s?\d"
    r"|\b(?:osan|osittain|zeitweise|teilweise|zeitweilig|tidvis|partly|part of)\b"
    r"|\b(?:ärende[nt]?|koh(?:dat|ta|dissa|dan|dasta|taan)|asia(?:n|t|sta|kohdan|kohdat)|pykäl\w+"
    r"|sak(?:ene?|er)?|pkt|TOP|items?|from|until|fra|ab|bis)\b\D{0,12}\d",
    re.IGNORECASE,
)
HERE = re.compile(
    r"(?:(?:was|were|var|oli|er|war)\s+)?(?:(?:även|också|også|also|myös|auch)\s+)?"
    r"(?:närvarande|närvarade|närvarar|närv\.?|osallistui|paikalla|deltog|deltar|deltok|deltager|møtte|mødte|attended"
    r"|medverkade|medverkar|medvirket|medvirkede|på plats|på stedet|present|läsnä|til\s?stede|anwesend"
    r"|nahm(?=\s.*\bteil$))",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?!(?-i:Tom)\b)(?:t\.?\s?o\.?\s?m\b|fr\.?\s?o\.?\s?m\b|till och med|från och med|§|kl\b|ej\b|inte\b|del av"
    r"|(?:vald|utsedd|utsett|utnämnd|valt|valgt|oppnevnt|udpeget|utpekt)a?e?\s+a[vf]\b|(?:elected|appointed|nominated)\s+by\b"
    r"|(?:gewählt|entsandt|benannt)\s+(?:von|durch)\b"
    r"|delvis|jäv|via\b|på distans|distans|digitalt|teams|zoom|ex[- ]officio\b|punkt|p\.\s?\d|under\b|kom\b|gick\b"
    r"|anlände|lämnade|fr(?:ån|a|å)\s+(?:kl|§|punkt|pkt|sak)|adjungerad|endast|(?:optional|valg?fri|valinnainen)$"
    r"|justerar|(?:vid|för|i|på|ved|at|bei)\s+(?:§|punkt|pkt|ärende|sak\b|items?\b|TOP\b)"
    r"|fram till|from\b|tom\b|till\s+(?:kl|§)"
    r"|online|remote|until|etänä|etäyhteydellä|paragraf|ärende|poistui|saapui"
    r"|koh(?:dat|ta|dissa|dan|taan|tiin)\b|sak\b|pkt|TOP\b|ab\s+(?:TOP|\d)"
    r"|avgick\b|anslöt\b|tillträd\w+|utom\b|på\s+(?:länk|teams|zoom|skype|telefon|nett|video)\b"
    r"|(?:med|without|with|utan|uten|uden|ohne|mit)\s+(?:yttrande|närvaro|förslags|tale|møte|møde|stemme|rösträtt"
    r"|stimmrecht|beratender|(?:a\s+|the\s+)?vot)"
    r"|by\s+(?:tele|phone|video|link|zoom|teams|conference)|dial(?:led|ling)?[- ]in\b|virtual(?:ly)?$|virtuel\w*$"
    r"|non-voting"
    r"|(?:in\s+part|partly|part)$|part\s+of\b|(?:for|to|up\s+to|except|not|during)\s+(?:the\s+)?items?\b|items\b"
    r"|klo\b|kohdasta\b|osan\b|osittain\b|verkossa\b|video(?:yhtey|neuvot|l[iä]nk|konferen)\w*$|puhelimitse|puheoikeu|liittyi\b|paitsi\b|vain\s+(?:§|koh|asia)"
    r"|esteellinen\b|til\s+(?:og\s+med|sak|pkt|punkt|kl)\b|fra\s+og\s+med\b|forlot\b|gik\b|inhabil\b|deler\s+av\b|(?:en\s+)?del\s+af\b"
    r"|ikk(?:e|je)\b|møterett|un(?:n?tatt|dtagen)\b|(?:kun|bare)\s+(?:sak|punkt|pkt|§)|(?:per|pr\.?)\s+(?:video|telefon|teams|zoom|skype)"
    r"|bis\s+(?:zu|einsch|\d|TOP|kl)|verließ\b|kam\b|befangen\b|nicht\s+(?:bei|zu)\b|(?:außer|ausser|nur)\s+(?:TOP|zu|bei)\b|telefonisch|zugeschaltet"
    r"|zeitweise|teilweise|digital$|als\s+(?:gast|zuhörer|beobachter)|som\s+(?:gäst|gjest|gæst|åhörare)|as\s+(?:a\s+)?guest"
    r"|zu\s+TOP|left\b|arrived|joined|gikk|fratrådte|tiltrådte|ankom|forlod|item\b|\d(?![:.][ea]\b))",
    re.IGNORECASE,
)

_VACANT = re.compile(
    r"[\W\d]*(?:(?:vakant|vacant|vacancy|ubesatt|ubesat|ledig|unbesetzt|vakanz|avoin|täyttämättä|saknas|mangler|puuttuu|fehlt)"
    r"(?:\s+(?:plats|seat|plass|plads|paikka))?(?:\s*\([^()]*\))?"
    r"|(?:antal|antall|summa|sum|total|totalt|number|yhteensä|insgesamt|i alt)\b.*"
    r"|keine?r?|niemand|nil|nobody|no one|(?:ei\s+)?ketään|ei\s+kukaan"
    r"|ingen(?:\s+(?:representant|deltagare|anmäld))?|no representative|ei edustajaa"
    r"|inga|inget|none|nej|ja|st|n\.?\s?n|personer"
    r"|deltagare|se bilaga|(?:(?:one|a|en|ett|two|three|four|five|several|no|två|tre|fyra|fem|flera|några) )?"
    r"(?:members? of the (?:public|press)|åhörare|representatives of the press))?"
    r"[\W\d_]*",
    re.IGNORECASE,
)

_COUNTS = re.compile(r"\d{1,3}\s+[a-zåäöæøü]+(?:[,;]\s*\d{1,3}\s+[a-zåäöæøü]+)+\.?")
_SEVERAL = re.compile(
    r"(?i:två|tre|fyra|fem|sex|sju|åtta|nio|tio|några|flera|two|three|four|five|six|several|some"
    r"|to|fire|seks|noen|nogle|flere|kaksi|kolme|neljä)\s+[a-zåäöæøü]"
    r"|(?i:zwei|drei|vier|fünf|einige|mehrere)\s"
)
_NUMBER_OF = re.compile(r"\d{1,3}\s+[^\W\d_]")


def is_several(text: str) -> bool:
    """`två elever från Friskolan`, `4 members of the public`: how many came, without their names."""
    return bool(_SEVERAL.match(text) or (_NUMBER_OF.match(text) and is_vacant(text)))


def is_excuse(text: str) -> bool:
    """`work commitments`, `Urlaub`: why somebody who did not come did not."""
    tokens = text.split()
    is_known = not words.EXCUSES.isdisjoint(map(names.bare, tokens))
    return is_known and not any(token[:1].isupper() for token in tokens[1:])


def is_no_office(text: str) -> bool:
    """`other meeting`: in small letters, and none of what people are or do."""
    tokens = text.split()
    return text.islower() and not any(names.is_title(t) or names.is_occupation(t) for t in tokens)


def is_away(text: str) -> bool:
    """`Anmält förhinder`: the phrase tells that somebody did not come, to no part of the meeting."""
    return bool(AWAY.match(text)) and not _PARTLY.search(text)


def tells_part(text: str) -> bool:
    """`§§ 4-7`, `via Teams`: which part of the meeting somebody was at, or how."""
    return bool(NOTE.match(text))


def tells_attendance(text: str) -> bool:
    """`deltog under punkterna 1–4`: that somebody came, and what part of the meeting it was."""
    return part_attended(text) is not None


def part_attended(text: str) -> str | None:
    """The part of the meeting that somebody came to, nothing for all of it; None where it tells neither."""
    here = HERE.match(text)
    if not here or not is_remark(text[here.end() :]):
        return None
    return text[here.end() :].removesuffix("teil").strip(" ,")  # `nahm zu TOP 3 teil`


def is_remark(text: str) -> bool:
    """Nothing, or set apart by a blank or a comma what part of the meeting it was."""
    return not text or (text[0] in " ," and tells_part(text.strip(" ,")))


def is_vacant(text: str) -> bool:
    """`Vakant`, `Ingen`, `3 st`, `4 yes, 2 no`: words in a name's place that mean no one by name."""
    said = text[:80].strip()
    return bool(_VACANT.fullmatch(said) or _COUNTS.fullmatch(said))
