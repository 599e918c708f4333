"""Words that head the columns of a table, in the six languages."""

from __future__ import annotations

from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.nouns import DATE, DATES, DAY, DAYS, MONTH
from scheduler.years.recognise.text.words import Role, listed

DATE_WORDS = DATE | DATES | DAY
# Heads a column of bodies' names; the name of none.
NAMES = listed(
    "nämnd nämnder organ instans toimielin gremium utvalg udvalg body råd committee forum grupp board"
    " beslutsinstans lautakunta valiokunta jaosto ausschuss rat beirat komité komite utskott nemnd nævn"
    " kommitté mötesforum committees panel toimikunta neuvosto toimielimet styre utval hovedutvalg mødeforum fagudvalg"
    " kommission fachausschuss gremien"
)
# Kinds of groups that part a larger whole: what stands below them are its bodies.
GROUPS = listed(
    "distrikt avdelning lokalavdelning enhet krets sektion klubb förening lag församling arbetsgrupp"
    " lokalförening underförening fackavdelning"
    " piiri osasto jaosto yhdistys seurakunta ryhmä työryhmä yksikkö kerho seura paikallisyhdistys"
    " district branch division section club chapter group team association congregation department unit"
    " working-group society parish"
    " avdeling lokallag krins seksjon forening menighet gruppe arbeidsgruppe sokn"
    " afdeling lokalafdeling kreds klub sogn menighed arbejdsgruppe"
    " bezirk abteilung ortsverein ortsgruppe kreisverband verein gemeindeteil arbeitskreis"
    " arbeitsgruppe fachgruppe bereich verband"
)
# All of them, in a sentence that leads to the meetings of each: "I mars har föreningarna sina årsmöten:".
ALL_GROUPS = listed(
    "föreningarna lokalföreningarna lokalavdelningarna avdelningarna distrikten sektionerna klubbarna grupperna"
    " församlingarna kretsarna byalagen"
    " branches chapters clubs groups societies divisions sections districts teams congregations parishes associations"
    " yhdistykset paikallisyhdistykset osastot piirit jaostot seurat kerhot ryhmät seurakunnat"
    " lagene lokallagene foreningene avdelingene seksjonene klubbene gruppene menighetene krinsene sokna"
    " foreningerne afdelingerne lokalafdelingerne sektionerne klubberne grupperne kredsene sognene menighederne"
    " vereine ortsvereine ortsgruppen abteilungen sektionen gruppen verbände kreisverbände bezirke"
)
# Head a column of hours whatever stands beside it.
HOURS = listed(
    "start starts alku alkaa börjar början begin beginn hour times klockslag kellonaika alkamisaika"
    " kokousaika aloitusaika mötesstart klokkeslett klokkeslæt mødetid møtetid sitzungsbeginn sitzungszeit"
    " starttidspunkt anfangszeit startzeit starttidpunkt beginnt starter begynder anfang"
)
FROM = small.FROM | HOURS
ENDS = listed(
    "to slut slutt loppu loppuu päättyy päättyminen päättymisaika loppuaika loppumisaika lopetus close closes adjourn"
    " adjourns adjournment avslutning avslut afslutning ophør ferdig møteslutt mødeslut mötesslut schluss endzeit"
    " sitzungsende endet slutter sluttidpunkt sluttidspunkt"
)
UNTIL = small.UNTIL | ENDS
# Beside an end it is but likely: "Voraussichtliches Ende".
LIKELY = listed(
    "ca cirka beräknad beräknat expected estimated approximate forventet arvioitu voraussichtlich voraussichtliches"
)
# Heads a column of dates where no other one has them: "När | Var", "Tidspunkt | Sted".
WHEN = DAYS | listed(
    "när when milloin når hvornår wann tillfälle tidpunkt dat ajankohta kokousajankohta kokousaika päiväys tidspunkt"
    " mødegang zeitpunkt"
)
# Heads a column of dates, but of names where another column has the dates.
DATES_OR_NAMES = listed("sammanträde möte meeting kokous møte møde sitzung")
# What kind of meeting it is: a body's name, or "ordinarie".
KINDS = listed(
    "typ mötestyp tyyppi kokoustyyppi type møtetype mødetype art sitzungsart sammanträdestyp slag"
    " kokouslaji mötesnamn møtenavn mødenavn"
)
# "Name of meeting".
NAMED = listed("name namn nimi navn bezeichnung title titel")
PLACES = listed(
    "lokal sal möteslokal mötesplats mötessal hall rum chamber room venue sali tila huone kokoustila kokouspaikka"
    " lokale rom møterom møtested mødelokale mødested saal raum sitzungsort sitzungssaal sitzungsraum tagungsort"
    " adress ställe lokaler mötesrum mötesort konferensrum sammanträdesrum sammanträdeslokal sammanträdesplats"
    " sessionssal address rooms osoite sijainti kokoushuone kokoussali pitopaikka"
    " kokoontumispaikka paikkakunta adresse lokalitet lokation bygg bygning møteplass møtestad møtelokale møtesal"
    " mødelokaler mødesal mødeplads treffpunkt veranstaltungsort gebäude zimmer örtlichkeit sitzungszimmer tagungsraum"
    " standort missä rakennus hvor plass wo lokalität"
)
# Head a column of weekdays where another one has the dates.
WEEKDAYS = DAY | listed("veckodag weekday ukedag ugedag wochentag viikonpäivä")
# Those who come, speak or are in charge: letters below are a person's.
PEOPLE = listed(
    "deltagare närvarande föredragande ansvarig ansvariga ordförande ordf värd inbjudna sekreterare sekr handläggare"
    " justerare mötesledare signatur"
    " participants attendees presenter speaker chair chairperson host lead responsible clerk secretary officer minutes"
    " minute-taker initials"
    " osallistujat läsnä esittelijä puheenjohtaja vastuuhenkilö vetäjä sihteeri valmistelija pj"
    " deltakere deltagere deltager deltaker ansvarlig ordfører vært mødeleder møteleder sekretær referent saksbehandler"
    " teilnehmer teilnehmende leitung verantwortlich moderation schriftführer schriftführung protokoll protokollführung"
)
# Head a column of the meetings' numbers.
NUMBERS = listed("nr no nro # nummer number numero")
NOTES = listed(
    "anmärkning anmärkningar övrigt kommentar kommentarer notering noteringar tema"
    " anteckning anteckningar"
    " note notes comment comments remark remarks purpose topic"
    " huomautus huomautuksia huom lisätietoja muuta aihe"
    " merknad merknader annet bemærkning bemærkninger noter andet emne"
    " bemerkung bemerkungen hinweis hinweise thema sonstiges"
)
HEADS = DATE_WORDS | MONTH | NAMES | GROUPS | DATES_OR_NAMES | KINDS
# A table may open with them, when it was copied one cell to a line.
OPENING = HEADS | WHEN | WEEKDAYS | NUMBERS | PLACES
HEADED = (
    Role.BODY | Role.DEADLINE | Role.PAPERS | Role.STALE | Role.MEETING | Role.CLOCK | Role.WEEK
).value
