"""What bodies do when they meet, what is done with their meetings, and how they decide on them."""

from __future__ import annotations

from scheduler.years.recognise.text.listing import listed

# "The council meets on …".
MEETS = listed(
    "meet meets met convene convenes möts mötas träffas samlas sammanträder sammanträda kokoontuu kokoontuvat"
    " kokoontua kokoontui møtes møtest mødes samles samlast treffes tagt tagen trifft treffen zusammentritt"
)
# "The meetings are held on …".
HELD = listed(
    "hålls hållas håller hölls äger genomförs held takes place pidetään järjestetään holdes avholdes afholdes haldast"
    " finder afvikles avvikles gjennomføres gennemføres findet finden statt stattfinden abgehalten durchgeführt"
)
# "The council holds its meetings on …".
HOLDS = listed(
    "hold holds håller hålla holder holde held avholder afholder pitää pitävät hält halten abhält"
)
# "The council decides to hold its meetings on …", "… that they are held on …".
TO_HOLD = MEETS | listed(
    "hålla hållas hålls hold pitää pidetään holde holdes avholde avholdes afholde afholdes abhalten abzuhalten"
    " durchzuführen pidettäväksi pidettäviksi"
)
# Either: a meeting is.
MEET_OR_HELD = MEETS | HELD
PLANNED = listed(
    "planerat planerad planeras scheduled suunniteltu planlagt planlegges planlægges geplant"
)
# "The council decides to meet on …".
DECIDES = listed(
    "beslutar beslutade beslöt besluter besluttet besluttar beslutter besluttede decides agreed agrees resolved"
    " confirmed approved adopted päättää päätti vahvistaa vahvisti vahvistanut hyväksyi hyväksyy beschließt beschloss"
    " fastställer fastställs fastställde vedtok vedtar vedtog vedtager godkänner godkände godkendte godkender godkjente"
)
# "Whoever leads the meeting must …".
MUST = listed(
    "must should shall ska skall måste bör skal skulle bør må pitää tulee täytyy muss müssen soll sollen sollte sollten"
)
# "The list was changed on …", "The meeting has changed to …".
CHANGED = listed("changed ändrats ändrat ändrad ändrades muutettu endret endra ændret geändert")
# "The hours apply from …".
APPLIES = listed(
    "gäller gälla gällande giltig giltigt avser valid applies apply gilt gelten gjelder gjeld gælder koskee koskevat"
    " voimassa"
)
# "(Continued)".
CONTINUES = listed(
    "continued continuation continues cont fortsättning forts fortsätter fortsettelse fortsetter fortsat fortsættelse"
    " fortsættes jatkuu jatkoa fortsetzung"
)
