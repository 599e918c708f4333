"""A council's own words for a letter, words for one mail only, and a test letter to oneself."""

from __future__ import annotations

import pytest

from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import Conflict, InvalidInput
from scheduler.history.rows import OPERATOR
from scheduler.mail import message as letters
from scheduler.mail import queries
from scheduler.notices import compose, fields, issue, listing, load_situation, preview, texts
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import Letter
from scheduler.notices.situation import Recipient
from scheduler.notices.store import Owner, Ref
from scheduler.notices.texts import Words
from tests import build
from tests.conftest import NOW

KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
BEFORE = build.stockholm("2022-02-10 10:00")
DUE = build.stockholm("2022-02-15 08:00")
OURS = Words(
    "Välkommen {mötesdatum}",
    "{hälsning}\n\nTa med fika.\n\nTid: {mötestid}\nPlats: {plats}\n\n{möteslänk}\n{mejlval}",
)
STANDARD = texts.standard_words(Letter.KALLELSE, "sv")


@pytest.fixture
def year(sqlite: Database) -> Database:
    build.seed_year(sqlite, now=NOW, entries=[build.entry("Siv Tallgren")])
    return sqlite


def do(database: Database, act: object, *args: object, **more: object) -> None:
    with writing(database, BEFORE) as session:
        of = store.council(session, "granasbra")
        act(session, of, *args, by=OPERATOR, now=BEFORE, **more)  # type: ignore[operator]


def shown(database: Database, config: Config, key: str = KEY) -> str:
    with reading(database) as session:
        desk = compose.mail_setup(session, base_url=config.site.url, mail=config.mail)
        of = store.council(session, "granasbra")
        found = preview.preview_notice(session, of, key, desk.links, to="", now=BEFORE)
    assert found
    return f"{found.letter.subject}\n{found.letter.text}"


def sent(database: Database) -> tuple[str, str]:
    """Subject and text of the kallelse that went."""
    found = next(row.id for row in build.letters(database) if row.kind == "kallelse")
    with reading(database) as session:
        subject, text, _language = letters.unpack_words(queries.letter(session, found).mime or b"")
    return subject, text


def test_own_words_are_in_the_preview_the_letter_for_review_and_the_mail(
    year: Database, config: Config
) -> None:
    do(year, texts.save_council_words, Letter.KALLELSE, "sv", OURS)

    review = "granasbra/m1/kallelse_review/@2022-02-22T15:00"
    assert "Ta med fika." in shown(year, config)
    assert "Ta med fika." in shown(year, config, review)
    build.work(year, config, DUE)
    subject, text = sent(year)
    assert subject == "Välkommen tis 22 feb 2022 kl. 15.00"
    assert "Ta med fika." in text


@pytest.mark.parametrize(
    "subject, body, part, named",
    [
        ("Välkommen", OURS.body.replace("{möteslänk}", ""), "body", "möteslänk"),
        ("Välkommen {fornamn}", OURS.body, "subject", "fornamn"),
        ("Välkommen", OURS.body + "{gammal_tid}", "body", "gammal_tid"),
        ("Välkommen", OURS.body + "{place}", "body", "place"),
        ("Välkommen {", OURS.body, "subject", "hälsning"),
        ("", OURS.body, "subject", None),
        ("Välkommen", " ", "body", None),
    ],
)
def test_a_missing_or_unknown_field_is_refused_with_its_name(
    subject: str, body: str, part: str, named: str | None
) -> None:
    with pytest.raises(InvalidInput) as refused:
        fields.check_text(Letter.KALLELSE, "sv", subject, body)

    assert refused.value.fields[part].params.get("field") == named


def test_an_edit_follows_its_meeting_and_is_taken_back(year: Database, config: Config) -> None:
    do(year, texts.save_notice_words, KEY, Letter.KALLELSE, "sv", OURS)
    with pytest.raises(Conflict):
        do(year, texts.save_notice_words, KEY, Letter.KALLELSE, "sv", STANDARD)
    build.move(year, "2022-02-24 15:00", BEFORE)
    moved_key = "granasbra/m1/kallelse/@2022-02-24T15:00"
    assert "Välkommen tors 24 feb" in shown(year, config, moved_key)

    do(year, texts.save_notice_words, moved_key, Letter.KALLELSE, "sv", STANDARD)
    assert "Ta med fika." not in shown(year, config, moved_key)


def test_a_test_letter_goes_at_once_and_owes_nobody_anything(
    year: Database, config: Config
) -> None:
    build.work(year, config, build.stockholm("2021-12-01 09:05"))
    before = len(build.captured(config))
    with writing(year, BEFORE) as session:
        of = store.council(session, "granasbra")
        elin = accounts.add_account(
            session, "elin@example.org", name="Elin Forsby", councils=[of], by=OPERATOR, now=BEFORE
        ).person
    with writing(year, BEFORE) as session:
        desk: MailSetup = compose.mail_setup(session, base_url=config.site.url, mail=config.mail)
        s = load_situation.load_situation(session, Ref(Owner.MEETING, build.meeting(session, 1).id))
        of_elin = preview.make_sample(s, Letter.MOVED, elin, now=BEFORE)
        made = texts.fill_words(of_elin, texts.standard_words(Letter.MOVED, "sv"), "sv", desk.links)
        to = Recipient(elin, Letter.MOVED)
        for _press in range(2):
            key = issue.issue_test(session, s, to, made, desk, occasion="1", now=BEFORE)

    build.work(year, config, BEFORE)
    assert key == "granasbra/m1/test/1"
    mine = [row for row in build.letters(year) if row.kind == "test"]
    assert [(row.recipient, row.state) for row in mine] == [("elin@example.org", "sent")]
    assert len(build.captured(config)) > before
    with reading(year) as session:
        lines = listing.list_council(session, store.council(session, "granasbra"), now=BEFORE)
    assert not [line for line in lines if line.kind == "change"]
