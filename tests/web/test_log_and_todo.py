"""Who did what and when, in plain words; and what waits for the secretary, each with a link to its place."""

from datetime import date, timedelta

import pytest

from scheduler.councils import council_settings, member_import, store, terms
from scheduler.db.session import writing
from scheduler.history.rows import Actor, ActorKind, Change
from scheduler.meetings import lifecycle
from scheduler.notices import mail_actions
from scheduler.years import draft
from scheduler.years import store as years
from tests import build
from tests.web.secretary import HOME, NOW, Desk
from tests.web.test_meetings import publish_year
from web.secretary.log import views as log

LOG = f"{HOME}/log"
DATES = "granasbra/y2022/year_dates/1"
ELIN = Actor(ActorKind.ACCOUNT, 1, "Elin Forsby")


@pytest.fixture
def desk(sqlite, config):
    desk = Desk(sqlite, config)
    publish_year(desk)
    return desk


def act(desk: Desk) -> int:
    """A meeting is moved, a mail is held, a member leaves. Gives the term's id."""
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        june = build.meeting(session, 3)
        lifecycle.move(session, june, starts=june.starts.plus(60), ends=june.ends.plus(60),
                       reason="Krock.", by=ELIN, now=NOW)  # fmt: skip
        mail_actions.hold(session, council, DATES, by=ELIN, now=NOW)
        member = store.members(session, council.id)[0]
        terms.end_term(session, member, last_on=date(2022, 3, 1), by=ELIN, now=NOW)
        return member.id


def test_the_log_says_who_did_what_and_when_the_newest_first(desk):
    member_id = act(desk)

    page = desk.get(LOG)
    of_june, of_member = desk.get(f"{LOG}?meeting=3"), desk.get(f"{LOG}?member={member_id}")

    told = ["Avslutade uppdraget för Member 1.", "Pausade ett mejl: Årets mötestider, 2022.",
            "Ändrade mötet tis 14 jun 2022.", "Publicerade året 2022."]  # fmt: skip
    assert [page.index(text) for text in told] == sorted(page.index(text) for text in told)
    assert "tis 14 jun 2022 kl. 15.00 blir tis 14 jun 2022 kl. 16.00" in page
    assert "Ändrade mötet" in of_june
    assert "Avslutade uppdraget" not in of_june
    assert "Avslutade uppdraget" in of_member
    assert "Ändrade mötet" not in of_member
    assert "Something else" not in desk.get(f"{LOG}?lang=en")


def test_the_log_says_what_was_done_with_lists_and_plans_and_one_sitting_is_one_line(desk):
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        people = [build.entry("Siv Ny", line=1), build.entry("Nils Ny", line=2)]
        member_import.import_members(session, council, people, by=ELIN, now=NOW)
        year = build.plan(
            session, council, 2023, "14 juni 2023, 15.00\n15 juni 2023, 15.00", by=ELIN, now=NOW
        )
        first = years.draft_dates(session, year.id)[0]
        first.is_removed = True
        draft.keep_changes(session, year, removed=[date(2023, 6, 14)], by=ELIN, now=NOW)
        for minutes in (1, 2, 3):
            at = NOW + timedelta(minutes=minutes)
            council_settings.change_settings(
                session, council, {"place": f"Rum {minutes}"}, by=ELIN, now=at
            )

    page = desk.get(LOG)

    assert "La till 2 personer." in page
    assert "Skrev årsplanen 2023: 2 datum." in page
    assert "Tog bort 14 juni ur årsplanen 2023." in page
    assert page.count("Ändrade rådets inställningar.") == 1


def test_the_log_has_pages(desk):
    with writing(desk.database, NOW) as session:
        council = store.council(session, "granasbra")
        for n in range(log.PAGE):
            moment = NOW + timedelta(minutes=n)
            session.add(Change(at=moment, by_kind="account", by_name="Elin",
                               subject="council changed", council_id=council.id))  # fmt: skip

    assert 'href="/admin/granasbra/log?page=2"' in desk.get(LOG)
    second = desk.get(f"{LOG}?page=2")
    assert "Publicerade året 2022." in second
    assert "Publicerade året 2022." not in desk.get(f"{LOG}?page={10**20}")


# Att göra


def hold_and_plan(desk: Desk) -> None:
    build.act(desk.database, NOW, mail_actions.hold, DATES, by=ELIN)
    build.act(desk.database, NOW, build.plan, 2023, "14 juni 2023, 15.00", by=ELIN)


def test_what_waits_is_listed_soonest_first_and_its_mail_is_counted_in_the_menu(desk):
    assert "att göra</span>" not in desk.get(HOME)
    hold_and_plan(desk)

    page = desk.at(build.stockholm("2022-02-16 09:00")).get(HOME)

    held = page.index("Årets mötestider: mejlet är pausat, och dess tid har kommit.")
    missed = page.index("Ärendeinbjudan, mötet tis 22 feb 2022: mejlet skickades inte i tid.")
    drafted = page.index("Årsplanen 2023 är ett utkast.")
    assert held < missed < drafted
    assert f'href="/admin/granasbra/mail/letter?key={DATES}"' in page
    assert 'href="/admin/granasbra/years/2023"' in page
    noon = desk.at(build.stockholm("2021-12-01 12:00"))
    told = '>Utskick<span class="n">1<span class="vh"> att göra</span></span></a>'
    for where in (HOME, f"{HOME}/members", f"{HOME}/mail?year=2022"):
        assert told in noon.get(where)  # the draft is no mail


def test_a_new_council_is_told_what_it_lacks(sqlite, config):
    desk = Desk(sqlite, config)
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW, slug="tomt")
        council.contact = ""
        build.account(session, [council], now=NOW)

    page = desk.get("/admin/tomt")

    assert "Rådet har inga medlemmar än." in page
    assert "De offentliga sidorna säger inte vem man kan fråga." in page
    assert "3 saker att göra" in desk.get("/admin")


def test_in_the_autumn_the_next_year_should_be_planned_but_not_one_that_is_published(desk):
    page = desk.get(HOME)
    september, october, november = (
        desk.at(build.stockholm(f"2022-{day} 09:00")).get(HOME)
        for day in ("09-30", "10-03", "11-01")
    )

    assert "Inget att göra just nu. Nästa steg: Årets mötestider, ons 1 dec 2021 kl. 09.05." in page
    assert "Planera 2022" not in page
    assert 'href="/admin/granasbra/years/2022">Årsplan 2022</a>' in page
    assert "2023 är inte planerat än." not in september
    assert "2023 är inte planerat än." in october
    first = november.partition('class="plain lined"')[2].partition("</li>")[0]
    assert "Medlemmarna behöver datumen nu" in first
    # One door to the year, and not two.
    assert november.count('href="/admin/granasbra/years/2023"') == 1
