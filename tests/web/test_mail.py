"""Utskick: what will go, to whom and when; any letter before it goes; hold, skip, send now, undo; and a part of it."""

import re

import pytest
from sqlalchemy import update

from scheduler.councils import council_settings
from scheduler.db.session import reading, writing
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.rows import Answer
from tests import build
from tests.web.secretary import HOME, NOW, Secretary, actions, hidden, text

MAIL = f"{HOME}/mail"
KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
DATES = "granasbra/y2022/year_dates/1"


@pytest.fixture
def elin(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(8, 1))
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    return Secretary(sqlite, config, build.stockholm("2022-01-10 10:00"))


def letter(elin: Secretary, key: str = KEY, to: str = "") -> str:
    return elin.get(f"{MAIL}/letter?key={key}" + (f"&to={to}" if to else ""))


def do(elin: Secretary, act: str, key: str = KEY) -> str:
    return elin.press(MAIL, key=key, do=act)


def set_state(elin: Secretary, row_id: int, state: State, reason: str = "") -> None:
    with writing(elin.database, NOW) as session:
        change = update(OutboxMessage).where(OutboxMessage.id == row_id)
        session.execute(change.values(state=state, reason=reason))


def test_the_timeline_has_every_mail_of_the_year(elin):
    page, english = elin.get(MAIL), elin.get(f"{MAIL}?lang=en")

    assert page.count("<h3>") == 32
    assert page.count(">Planerat</span>") == english.count(">Planned</span>") == 31
    assert page.count(">Skickat</span>") == 1
    assert "tis 15 feb 2022 kl. 08.00 · 8 personer" in page
    home = elin.get(f"{HOME}?lang=sv")
    assert "Ärendeinbjudan, tis 25 jan 2022 kl. 08.00. Det går av sig självt." in home


def test_what_is_far_off_or_long_past_is_folded_away_or_stands_under_its_year(elin, sqlite, config):
    for day in ("2022-01-25", "2022-02-01", "2022-02-11", "2022-02-15"):
        build.work(sqlite, config, build.stockholm(f"{day} 09:05"))
    elin = elin.at(build.stockholm("2022-02-15 10:00"))
    do(elin, "hold", "granasbra/m5/kallelse/@2022-12-13T15:00")
    page, whole = elin.get(MAIL), elin.get(f"{MAIL}?year=2022")
    autumn = elin.at(build.stockholm("2022-11-01 10:00"))

    near = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    # The one on hold, late in the year, is always seen.
    assert near.count("Låt det gå vid sin tid<") == 1
    assert "Visa tidigare utskick (2)" in page
    assert "Visa fler planerade utskick (20 till dec 2022)" in page
    assert "granasbra/m3/kallelse/" in page
    assert "granasbra/m3/kallelse/" not in near
    assert 'href="/admin/granasbra/mail?year=2022&amp;meeting=3"' in whole
    assert "granasbra/m3/kallelse/" in elin.get(f"{MAIL}?year=2022&meeting=3")
    assert "<details>" not in whole
    lately = autumn.get(MAIL)
    for number, is_late in ((1, False), (3, False), (5, True)):
        assert (f"granasbra/m{number}/kallelse/" in lately) is is_late
        assert f"granasbra/m{number}/kallelse/" in autumn.get(f"{MAIL}?meeting={number}")
    assert 'href="/admin/granasbra/mail?year=2022"' in lately
    assert "<h3>" not in elin.get(f"{MAIL}?year=2031")


def test_any_letter_is_read_as_any_of_its_recipients(elin):
    first = letter(elin)
    with writing(elin.database, NOW) as session:
        build.reply(session, Answer.NO, NOW, name="Member 7")
    other = letter(elin, to="member.7@example.org")
    sent = letter(elin, DATES)
    review = letter(elin, "granasbra/m1/kallelse_review/@2022-02-22T15:00")

    assert "Kallelse: GranåsBrå tis 22 feb 2022 kl. 15.00" in first
    assert "Svara senast fredag 18 februari om du kommer eller inte." in first
    assert '<option value="member.7@example.org" selected>' in other
    assert "Du har svarat att du inte kan komma." in other
    assert "Du har svarat" not in first
    # The link would let the reader in as the person.
    assert "/m/…/granasbra/meetings/1" in first
    assert not re.search(r"/m/\d", first)
    assert "Mötestider 2022: GranåsBrå" in sent
    assert 'value="hold"' not in sent
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(/admin/granasbra/mail/letter[^\s\"<]+)", review)
    assert "Kallelse: GranåsBrå tis 22 feb 2022 kl. 15.00" in elin.get(link)


def test_hold_send_now_undo_skip(elin):
    assert "Mejlet är pausat." in do(elin, "hold")
    sent = do(elin, "send")
    assert "Mejlet skickas kl. 10.05. Till dess kan du ångra." in sent
    assert ">Skickas</span>" in sent
    assert "undo" in actions(letter(elin))
    assert "Mejlet är stoppat och pausat. Inget har skickats." in do(elin, "undo")
    assert "Mejlet går vid sin tid igen." in do(elin, "resume")
    assert "Mejlet hoppas över." in do(elin, "skip")
    skipped = letter(elin)
    assert "Elin Forsby valde mån 10 jan 2022 kl. 10.00 att ingen ska få det." in skipped
    assert "Så här blir mejlet" not in skipped
    assert "resume" in actions(skipped)


def test_what_cannot_be_done_or_is_not_there_is_said(elin):
    ordered = elin.post(MAIL, key=DATES, do="hold")

    assert ordered.status_code == 409
    assert "Mejlet är redan på väg, så det går inte längre att ändra." in text(ordered)
    assert elin.post(MAIL, key=KEY, do="destroy").status_code == 404
    for key in ("", "x", "grannen/m1/kallelse/@2022-02-22T15:00/x", "granasbra/m99/kallelse/@x"):
        elin.get(f"{MAIL}/letter?key={key}", 404)


def test_a_letter_that_was_taken_goes_once_more_as_one_of_its_own(elin, sqlite, config):
    page = letter(elin, DATES, to="member.7@example.org")
    form = {"csrf_token": hidden(page, "csrf_token"), "id": hidden(page, "id"), "do": "copy"}

    for _press in range(2):
        answer = elin.client.post(f"{MAIL}/letters", data=form, follow_redirects=True)
        assert "Mejlet skickas en gång till." in text(answer)
    build.work(sqlite, config, elin.now)

    assert "Skicka igen till Member 7" in page
    mine = [row for row in build.letters(sqlite) if row.recipient == "member.7@example.org"]
    assert [row.state for row in mine] == ["sent", "sent"]
    assert mine[0].message_id != mine[1].message_id


def test_a_kallelse_that_needs_approval_is_a_thing_to_do_and_is_approved(elin, sqlite, config):
    build.act(sqlite, NOW, council_settings.change_settings, {"approve_kallelse": "yes"})
    assert elin.get(MAIL).count(">Väntar på dig</span>") == 5
    first = elin.get(HOME)
    build.work(sqlite, config, build.stockholm("2022-02-11 08:00"))
    home = elin.get(HOME)

    assert "väntar på dig" not in first
    assert "Kallelsen till mötet tis 22 feb 2022 väntar på dig." in home
    assert "kallelsen går inte förrän någon godkänner den" in letter(elin)
    assert "Kallelsen är godkänd. Den går av sig själv." in do(elin, "approve")
    assert "väntar på dig" not in elin.get(HOME)


# a part of the list


def shown(elin: Secretary, query: str) -> list[str]:
    """Key of each mail that is shown, in the order of the page."""
    return re.findall(r'<h3><a href="[^"]*[?&;]key=([^"&]+)', elin.get(f"{MAIL}?{query}"))


def test_the_list_shows_the_mail_of_one_meeting_in_one_state_to_one_person(elin, sqlite):
    with reading(sqlite) as session:
        term = build.member(session, "Member 7")
    person = f"person={term.person_id}"

    assert {key.split("/")[1] for key in shown(elin, "meeting=3")} == {"m3"}
    assert shown(elin, "state=sent") == [DATES]
    of_person = shown(elin, f"meeting=1&{person}")
    assert KEY in of_person
    assert not any("kallelse_review" in key for key in of_person)  # that is the secretary's
    assert shown(elin, f"meeting=1&{person}&state=sent") == []
    page = elin.get(f"{HOME}/members/{term.id}")
    assert f'<a href="{MAIL}?{person}">Utskick till Member 7</a>' in page


def test_what_is_chosen_is_said_and_kept(elin):
    page = elin.get(f"{MAIL}?meeting=3&state=planned")
    nothing = elin.get(f"{MAIL}?state=missed")

    assert '<option value="planned" selected>Planerat</option>' in page
    assert "Visar 6 av 6 mejl." in page
    assert "Visar 0 av" in nothing
    for query in ("state=lost", "person=x", "meeting=-1", "year=20", "person=99999999999999"):
        assert "Visar" not in elin.get(f"{MAIL}?{query}")  # what no mail could be is not asked for


def test_of_one_persons_mail_the_list_says_what_became_of_theirs(elin, sqlite):
    """One letter of a mail did not arrive; to everybody else it did."""
    letters = {row.recipient: row for row in build.letters(sqlite)}
    lost, taken = letters["member.7@example.org"], letters["member.8@example.org"]
    set_state(elin, lost.id, State.FAILED, "hard")

    assert "1 kom inte fram</span>" in elin.get(MAIL)
    assert ">Skickat</span>" in elin.get(f"{MAIL}?person={taken.person_id}&state=sent")
    failed = elin.get(f"{MAIL}?person={lost.person_id}&state=undelivered")
    assert "1 person" in failed
    assert "member.8@example.org" not in failed


@pytest.mark.parametrize("states, told", [
    ((State.UNCERTAIN, State.UNCERTAIN), "2 kom kanske inte fram"),
    ((State.UNCERTAIN, State.SUPPRESSED), "1 kom inte fram"),
    ((State.QUEUED, State.INTENT), "Skickas (7 av 9)"),
])  # fmt: skip
def test_the_list_says_how_many_it_is_about(elin, sqlite, states, told):
    for row, state in zip(build.letters(sqlite), states, strict=False):
        set_state(elin, row.id, state)

    assert f"{told}</span>" in elin.get(MAIL)
