"""Nouns that many rules ask for: days, months, halves of the year and other times, what is counted, and rooms."""

from __future__ import annotations

from scheduler.years.recognise.text.listing import listed

DAY = listed("day dag dagen päivä päivänä tag")
DAYS = listed("days dagar dager dage dagene päivää päivät tage tagen")
DATE = listed("date datum datumet dato datoen pvm päivämäärä termin")
DAY_OR_DATE = DAY | DATE
DATES = listed("dates datumen datoer datoene ajat termine")
# Not the Norwegian "time", which is English too: "12.5 Time: 18".
HOUR = listed("hour hours hrs timme timmar tim timer tunti tuntia stunde stunden min")
# Where all members come together, and how the words for it end.
ASSEMBLIES = ("stämma", "stämman", "stämmor", "versammlung")
WEEK = listed("week weeks vecka veckor uke uker uge uger viikko viikkoa woche wochen")
MONTH = listed("month månad månaden måned måneden månads måneds kuukausi kuukauden monat monats")
MONTHS = listed("months månader måneder kuukautta monate")
YEAR = listed("year år året vuosi vuonna vuoden vuodelle jahr")
AUTUMN = listed(
    "ht höst hösten höstens hösttermin höstterminen höstterminens höstsäsong höstsäsongen hösthalvår hösthalvåret"
    " höstmöten höstmötena autumn fall syksy syksyllä syksyn syyskausi syyskauden syyslukukausi syyslukukauden høst"
    " høsten høstens høsthalvår høsthalvåret høstsemester høstsemesteret haust hausten haustsemesteret efterår"
    " efteråret efterårets efterårssemester efterårssemestret efterårssæson efterårssæsonen herbst herbstsemester"
    " herbsthalbjahr"
)
SPRING = listed(
    "vt vår våren vårens vårtermin vårterminen vårterminens vårsäsong vårsäsongen vårhalvår vårhalvåret vårmöten"
    " vårmötena spring kevät keväällä kevään kevätkausi kevätkauden kevätlukukausi kevätlukukauden vårsemester"
    " vårsemesteret vårsesongen forår foråret forårets forårssemester forårssemestret forårssæson forårssæsonen"
    " frühjahr frühling frühjahrssemester frühlingssemester frühjahrshalbjahr"
)
PERIODS = DAY | WEEK | MONTH | MONTHS | YEAR
# Behind a number they are what is counted, and the number is no day.
MEASURES = HOUR | listed(
    "% kr kronor kroner sek eur euro euroa € mkr mnkr milj miljoner million km m qm kg mb kb"
)
COUNTED = (MEASURES | PERIODS | DAYS) | listed(
    "years vuotta jahre miles percent procent prosent prosenttia prozent minuter minutes minuttia minutter minuten"
)
# Before a room's own number: "Room 9.1". Others are not, nor definite ones: behind "lokalen" a day may stand.
NUMBERED_ROOMS = listed(
    "room rum mötesrum sal huone kokoushuone rom møterom mødelokale raum zimmer"
)
ROOMS = NUMBERED_ROOMS | listed(
    "rooms chamber chambers hall hallen house rummet sali salen salissa saal lokal lokalen lokale lokaler rommet"
    " huoneessa"
)
# How words for rooms end: "sessionssalen", "Sitzungssaal".
ROOM_ENDINGS = (
    "room", "rum", "rummet", "salen", "salongen", "lokal", "lokalen", "lokaler", "huone", "sali", "rom", "rommet",
    "lokale", "lokalet", "raum", "saal",
)  # fmt: skip
# How long a meeting lasts, in one word behind it and in two: "Kulturnämnden heldag", "all day".
ALL_DAY = listed("heldag halvdag kokopäivä puolipäivä ganztägig ganztags halbtägig halbtags")
ALL_DAY_PAIRS = frozenset(
    (
        ("hela", "dagen"), ("halva", "dagen"), ("hele", "dagen"), ("hel", "dag"), ("halv", "dag"), ("all", "day"),
        ("whole", "day"), ("full", "day"), ("half", "day"), ("koko", "päivän"), ("koko", "päivä"), ("ganzer", "tag"),
        ("ganzen", "tag"), ("halber", "tag"),
    )
)  # fmt: skip
# A meeting by how long it lasts: "heldag i juni".
WHOLE_DAYS = ALL_DAY | listed(
    "heldagsmöte halvdagsmöte away full whole half heldagsmøte dagsmøte dagsmøde heldagsmøde"
    " halvdagsmøde kokopäiväinen ganztagssitzung"
)
# Some time within a month: "slutet av september", "syyskuun lopussa".
PARTS_OF_MONTH = listed(
    "början mitten slutet gång early late mid end beginning sometime alku alussa puoliväli puolivälissä loppu lopussa"
    " lopulla begynnelsen starten midten slutten begyndelsen slutningen engang primo medio ultimo anfang mitte ende"
    " irgendwann"
)
# How words end that a year's meetings are called by in a heading: "mötesplan", "Sitzungskalender".
PLANS = (
    "möten", "mötena", "sammanträden", "sammanträdena", "møter", "møtene", "møder", "møderne", "meetings", "kokoukset",
    "sitzungen", "plan", "planen", "kalender", "kalendern", "kalenderen", "kalendarium", "calendar", "kalenteri",
    "schedule", "timetable", "aikataulu", "lista", "listan", "liste", "listen", "luettelo", "oversikt", "oversigt",
    "översikt", "übersicht", "termine", "række", "rækken",
)  # fmt: skip
