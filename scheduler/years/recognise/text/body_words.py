"""Words around a body's name, in the six languages: what may stand before and behind it, and what it is not."""

from __future__ import annotations

from scheduler.years.recognise.text.nouns import DATE, DATES, DAY, DAYS, MONTH, YEAR
from scheduler.years.recognise.text.words import listed

# Heads of columns in capitals: DAY, DATE, MONTH.
HEADS_OF_DATES = (DAY | DAYS | DATE | DATES | MONTH | YEAR) | listed(
    "venue notes beginn anfang start uhr weekday ukedag ugedag"
)
# What a body is for follows these without a preposition.
FIELD_HEADS = listed(
    "ausschuss arbeitskreis arbeitsgruppe projektgruppe fachgruppe kommission komitee beirat ag ak"
    " utvalg utvalet utvalget hovedutvalg komité udvalg udvalget"
    " ausschusses arbeitskreises arbeitsgruppen projektgruppen fachgruppen beirates beirats komitees fachausschuss"
    " unterausschuss ortsrat ortsrats ortsrates ortsbeirat ortsbeirats ortsbeirates ortschaftsrat ortschaftsrats"
    " ortschaftsrates bezirksrat bezirksrats stadtbezirksrat bezirksbeirat bezirksbeirats bezirksvertretung"
    " stadtteilrat stadtteilbeirat stadtteilkonferenz hovedutvalget bydelsutvalg bydelsutvalget lokalutvalg"
    " lokalutvalget delutvalg delutvalget arbeidsgruppe arbeidsgruppen arbeidsgruppa komite komiteen komitéen"
    " lokaludvalg lokaludvalget underudvalg arbejdsgruppe arbejdsgruppen lokalråd lokalrådet kommunedelsutvalg"
    " referensgrupp samverkansgrupp samrådsgrupp styrgrupp fokusgrupp projektgrupp ledningsgrupp samordningsgrupp"
    " brukarråd programråd elevråd ortsråd samråd distriktsnämnd bygderåd"
    " arbetsgrupp arbetsgruppen stadsdelsnämnd stadsdelsnämnden områdesnämnd områdesnämnden utskottet beredningen"
)
# What is called by its place.
LOCAL_HEADS = listed(
    "ortsbeirat ortschaftsrat ortsteilrat ortsrat bezirksrat bezirksbeirat stadtteilbeirat bezirksvertretung"
    " stadtbezirksrat kirchengemeinderat pfarrgemeinderat kirchenvorstand bydelsutvalg bydelsutvalet bydelsutvalget"
    " lokalutvalg nærmiljøutvalg grendeutvalg grendaråd menighetsråd sokneråd sokneråda lokaludvalg lokalråd"
    " menighedsråd stadsdelsnämnd kommundelsnämnd kommundelsråd ortsråd församlingsråd kapellråd aluejohtokunta"
    " aluelautakunta"
    " kappelineuvosto områdeutvalg områdeutvalget"
)
# Where a local body is: "Områdeutvalg nord".
COMPASS = listed(
    "nord sør syd sör øst öst ost vest väst west norr söder öster väster süd mitte sentrum centrum zentrum midt"
    " north south east"
)
# "Interkommunalt politisk råd".
PLAIN_HEADS = listed("råd utvalg utval udvalg nemnd nævn")
# What stands before these in a heading is part of the name, also in small letters: "planning committee".
ENGLISH_HEADS = listed(
    "committee council board subcommittee panel commission cabinet trustees governors forum group"
    " authority assembly partnership trust parliament faculty"
)
# Also part of a name, behind "for": "Utvalg for plan".
TOPICS = listed("plan planer budget budsjett")
# Which of a body's meetings it is, and no part of its name: "Emergency Council", "Konstituerande kommunfullmäktige".
# They stand before a name as a meeting's kind, and are no part of it.
RETREATS = listed("klausurtagung klausursitzung klausur sondersitzung")
OCCASIONS = RETREATS | listed(
    "remaining preceding subsequent återstående resterande gjenværende resterende verbleibende verbleibender"
    " emergency urgent inaugural extraordinarie extrainsatt extrainsatta konstituerande kiireellinen järjestäytyvä"
    " dringlich dringliche dringlicher außerordentlicher ausserordentlicher ordentlicher konstituierende"
    " konstituierender hastemøte ekstra ekstraordinær ekstraordinært ekstraordinære ordinær ordinært ordinære"
    " konstituerende"
)
# These are only before a whole body, or the place that it is of: "Annual Parish Council", but "Special Education
# Committee" and "Annual Assembly".
YEARLY = listed("annual special statutory additional")
WHOLE_BODIES = listed("council board cabinet governors trustees")
PLACES_OF_BODIES = listed(
    "parish town city village borough community county district full governing"
)
