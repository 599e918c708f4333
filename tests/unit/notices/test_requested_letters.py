"""The letters that are asked for on a page, as files."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from scheduler.config import Config, Organisation
from scheduler.councils import accounts, member_import, new_council, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR, Actor, ActorKind
from scheduler.links import Links, Signer
from scheduler.mail import html, message
from scheduler.mail.rows import OutboxMessage
from scheduler.notices import requested_letters
from scheduler.notices.compose import MailSetup
from scheduler.notices.requested_letters import LinkRequest
from tests import build, golden
from tests.unit.notices.test_render import RELATIVE

NOW = build.stockholm("2026-12-01 09:05")
URL = "https://moten.example.org"
TEXTS = ("sign_in", "personal_link", "invitation", "address_changed")


def of_letter(text: str, sqlite: Database, config: Config, *, code: str | None) -> tuple[str, str]:
    """Subject and text, as Siv gets it, who keeps one council and sits in it and another."""
    site = config.site.model_copy(update={"name": "Granåsens möten", "url": URL})
    keeper = Organisation(name="Granåsens kommun", email="kommun@example.org")
    config = config.model_copy(update={"site": site, "organisation": keeper})
    desk = MailSetup(Links(URL, Signer(b"0" * 32), None), config.mail, "moten.example.org")
    siv = build.entry("Siv Tallgren", language=code or "")
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        settings = {"name": "Äldrerådet", "language": "sv", "reply_to": "b@example.org"}
        other = new_council.add_council(
            session, "aldreradet", build.ZONE, settings, by=OPERATOR, now=NOW
        )
        for one in (council, other):
            member_import.import_members(session, one, [siv], by=OPERATOR, now=NOW)
        accounts.add_account(session, siv.email, name="", councils=[council], by=OPERATOR, now=NOW)
        person = store.person_by_email(session, siv.email)
        assert person
        person.language = code
        session.flush()
        asking = LinkRequest(siv.email, "192.0.2.1", NOW, NOW, desk, config)
        if text == "sign_in":
            requested_letters.order_sign_in_letter(
                session, asking, next_page="/admin/granasbra/mail"
            )
        elif text == "personal_link":
            requested_letters.order_personal_link(session, asking)
        elif text == "address_changed":
            old, person.email = person.email, "siv@example.se"
            requested_letters.order_address_letters(
                session, person, replace(asking, email=person.email), old=old
            )
        else:
            requested_letters.order_invitation(
                session, asking, council=council, name="",
                by=Actor(ActorKind.ACCOUNT, 1, "Elin Forsby"),
            )  # fmt: skip
        packed = {
            message.unpack_words(mime or b"")
            for mime in session.scalars(select(OutboxMessage.mime))
        }
    ((subject, body, _),) = packed
    return subject, re.sub(r"/login/[\w-]+", "/login/…", body)


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_letter_that_was_asked_for(text, code, sqlite, config):
    subject, body = of_letter(text, sqlite, config, code=code)

    golden.check(f"letters/{code}/{text}.txt", f"{subject}\n\n{body}\n".encode())
    assert len(subject) <= 60
    assert not RELATIVE.search(subject + body)
    assert body.split("\n\n")[-1].startswith("Du får mejlet" if code == "sv" else "You get this")
    page = html.render_document(subject, body, sender="Kallelse", language=code)
    assert f'<html lang="{code}">' in page
    if text == "address_changed":
        return  # the old address may be somebody else's by now: it gets no link
    label = body.split(f": {URL}")[0].rsplit("\n", 1)[1]
    assert re.search(rf'<p><a href="{URL}/(login|m)/[^"]+">{label}</a></p>', page)


@pytest.mark.parametrize(
    "text, more",
    [
        ("sign_in", "&"),
        ("personal_link", "?"),
        ("invitation", "?"),
    ],
)
def test_one_whose_language_is_not_known_gets_the_link_in_the_other_too(text, more, sqlite, config):
    _, body = of_letter(text, sqlite, config, code=None)

    plain, other = re.findall(rf"{URL}/(?:login|m)/\S+", body)
    assert other == f"{plain}{more}lang=en"
    assert f"English: {other}\n" in body
