"""The small words of sentences, each kind in one table and in all the languages, Nynorsk too.

Whoever asks for such words takes the whole table, and writes beside it only what is its own. Where a word of the
table means something else in that place, it is taken away there, and a comment says why.
"""

from __future__ import annotations

from scheduler.years.recognise.text.listing import listed

# Articles, and "d." before a day's number.
THE = listed("the den d det de der die das dem des")
# What is told of with them was not known before.
SOME = listed("a an another en ett et ei eit ein eine einen einem einer")
# "Den" too: "senast den dagen".
THIS = listed("this that denna detta denne dette tämä tänä dieser diesem den")
EACH = listed(
    "each every always varje vardera alltid hver hvert altid joka kukin aina jeden jeder jeweils immer"
)
NTH = listed(
    "first second third fourth fifth 1st 2nd 3rd 4th första andra tredje fjärde femte første anden andre fjerde"
    " ensimmäinen toinen kolmas neljäs erstes ersten zweites zweiten drittes dritten viertes vierten"
)
NEW = listed("new ny nya nytt nye nyt uusi uudet neue neuer neues")

BEFORE = listed("before inför innan före ennen inden innen før føre forut vor bevor")
AFTER = listed("after efter etter jälkeen nach")
AROUND = BEFORE | AFTER
BETWEEN = listed("between mellan mellem mellom välillä zwischen")
FROM = listed("from från fra frå von vom ab")
TO = listed("to till til zu zum zur")
UNTIL = listed("until till tills til asti saakka bis")
LATEST = listed("latest senast senest seinast viimeistään spätestens")
AT = listed("at in on i på vid ved under hos bei im am an auf")
OF = listed("of av af von")
BY = OF - {"of"} | listed("by durch")
FOR = listed("for för für")
FOR_OR_OF = FOR | OF
WITH = listed("with med sammen mit kanssa yhdessä")
# What something is of, for or about.
ABOUT = OF | FOR | TO | listed("about om inför über der des")

AND = listed("and och o samt og ja sekä und sowie")
OR = listed(
    "eller el alt or tai oder eventuellt ev eventuelt evt alternativt alternativ alternatively vaihtoehtoisesti bzw"
    " beziehungsweise"
)
BUT = listed("but however men dock dog mutta aber jedoch")
IF = listed("if om ifall jos mikäli hvis dersom wenn falls")
WHEN = listed("when whenever när närhelst då kun jolloin når da wenn")
# Relative pronouns.
WHO = listed(
    "which who whose that where som vilka vilken vars där joka jotka jonka jossa joissa jolla hvor hvis der die das"
    " dem denen dessen deren wo"
)

NOT = listed("not inte ej icke ikke ikkje nicht ei eivät")
NO = listed("no none nothing ingen inga inget ingenting intet kein keine nichts")

# "It was decided that …".
THAT = listed("att that että dass daß")
# Opens a remark: "Obs!".
NOTICE = listed(
    "nb obs note notera observera huom merk bemerk bemærk achtung bitte beachten please"
)

# What comes after this one, and so is told of with its day.
NEXT = listed(
    "next upcoming forthcoming nästa kommande nästkommande neste kommende næste førstkommende seuraava seuraavassa"
    " tuleva tulevassa nächste nächsten nächster kommenden anstehende anstehenden"
)
NOW = listed("now nu nå nyt jetzt")
# All but those told of: "övriga möten", "all other meetings".
OTHERS = listed(
    "other others remaining övriga andra resterande øvrige andre resterende übrige übrigen andere anderen muut muiden"
    " muissa loput"
)
BOTH = listed("both båda både begge beide molemmat")
ONLY = listed("kun bare bara endast enbart only vain ainoastaan nur udelukkende")
IN_STEAD = listed("instead istället stället i.st stedet sijaan stattdessen")
LAST = listed("last sista siste sidste viimeinen letzte letzter letztes letzten")

WE = listed("vi we wir me")
WE_OR_IT = WE | listed("it they det den de man ni es se ne sie er he")
IS = listed("is are är er on ovat ist sind")
WAS = listed("was were var oli olivat war waren")
BECOMES = listed(
    "becomes blir blev blivit bli bliver blive ble blei vart vert wird wurde werden wurden worden"
)
BE = IS | WAS | BECOMES | listed("be been being vara varit være vere vært olla ollut sein")
HAS = listed("has have had har hade hat haben")
WILL = listed("will shall ska skall skal vil")
PREPOSITIONS = AROUND | AT | FROM | UNTIL | ABOUT | BY | WITH
# Stand beside the verb that tells.
AUXILIARIES = BE | HAS | WILL
# In capitals too these are words, and no letters for a body. VON, ON, AN and IN are boards.
PLAIN = (
    THE
    | EACH
    | PREPOSITIONS
    | AND
    | BUT
    | IF
    | WHEN
    | WHO
    | NOT
    | NO
    | NOW
    | AUXILIARIES
    | listed("alle alla all")
) - {"von", "on", "an", "in"}
