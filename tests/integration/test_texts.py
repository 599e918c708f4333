"""A council's own words for a letter, words for one mail only, and a test letter to oneself."""

import pytest

from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import Conflict, InvalidInput
from scheduler.history.rows import OPERATOR
from scheduler.notices import compose, fields, preview, texts
from scheduler.notices.kinds import Letter
from scheduler.notices.texts import Words
from tests import build
from tests.conftest import NOW

KEY = "granasbra/m1/kallelse/@2022-02-22T15:00"
BEFORE = build.stockholm("2022-02-10 10:00")
OURS = Words(
    "Välkommen {mötesdatum}",
    "{hälsning}\n\nTa med fika.\n\nTid: {mötestid}\nPlats: {plats}\n\n{möteslänk}\n{mejlval}",
)
STANDARD = texts.standard_words(Letter.KALLELSE, "sv")


@pytest.fixture
def year(sqlite):
    build.seed_year(sqlite, now=NOW, entries=[build.entry("Siv Tallgren")])
    return sqlite


def save(database: Database, act: object, *args: object, **more: object) -> None:
    with writing(database, BEFORE) as session:
        of = store.council(session, "granasbra")
        act(session, of, *args, by=OPERATOR, now=BEFORE, **more)  # type: ignore[operator]


def shown(database: Database, config: Config, key: str = KEY) -> str:
    with reading(database) as session:
        desk = compose.mail_setup(session, config)
        of = store.council(session, "granasbra")
        *_, letter = preview.preview_notice(session, of, key, desk.links, to="", now=BEFORE)
    return f"{letter.subject}\n{letter.text}"


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
def test_a_missing_or_unknown_field_is_refused_with_its_name(subject, body, part, named):
    with pytest.raises(InvalidInput) as refused:
        fields.check_text(Letter.KALLELSE, "sv", subject, body)

    assert refused.value.fields[part].params.get("field") == named


def test_an_edit_follows_its_meeting_and_is_taken_back(year, config):
    save(year, texts.save_notice_words, KEY, Letter.KALLELSE, "sv", OURS)
    with pytest.raises(Conflict):
        save(year, texts.save_notice_words, KEY, Letter.KALLELSE, "sv", STANDARD)
    build.move(year, "2022-02-24 15:00", BEFORE)
    moved_key = "granasbra/m1/kallelse/@2022-02-24T15:00"
    assert "Välkommen tors 24 feb" in shown(year, config, moved_key)

    save(year, texts.save_notice_words, moved_key, Letter.KALLELSE, "sv", STANDARD)
    assert "Ta med fika." not in shown(year, config, moved_key)
