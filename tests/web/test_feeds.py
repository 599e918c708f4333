"""The feed over HTTP: tags, dates, HEAD, gzip, and what is refused."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle
from tests import build
from tests.conftest import NOW
from web.app import create_app

FEED = "/granasbra/calendar.ics"


@pytest.fixture
def client(sqlite: Database, config: Config) -> Iterator[FlaskClient]:
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    with create_app(config, FixedClock(NOW), sqlite).test_client() as client:
        yield client


def test_a_feed_is_served_with_its_headers(client: FlaskClient) -> None:
    answer = client.get(FEED)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert answer.data.count(b"BEGIN:VEVENT") == 5


def test_options_of_the_address(client: FlaskClient) -> None:
    assert client.get(f"{FEED}?deadlines=1").data.count(b"BEGIN:VEVENT") == 10
    assert b"PRODID:-//Kallelse//Kallelse 1.0//EN" in client.get(f"{FEED}?lang=en").data
    assert client.get(FEED).headers["ETag"] != client.get(f"{FEED}?lang=en").headers["ETag"]


@pytest.mark.parametrize("tags", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_an_unchanged_feed_is_not_sent_again(client: FlaskClient, tags: str) -> None:
    tag = client.get(FEED).headers["ETag"]

    answer = client.get(FEED, headers={"If-None-Match": tags.format(tag=tag)})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == tag


def test_dates_count_where_no_tag_is_given(client: FlaskClient) -> None:
    modified = client.get(FEED).headers["Last-Modified"]

    assert client.get(FEED, headers={"If-Modified-Since": modified}).status_code == 304
    assert client.get(FEED, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    both = {"If-Modified-Since": modified, "If-None-Match": '"other"'}
    assert client.get(FEED, headers=both).status_code == 200


def test_a_move_changes_the_tag_and_the_bytes(client: FlaskClient, sqlite: Database) -> None:
    before = client.get(FEED)
    at = NOW + timedelta(hours=1)
    with writing(sqlite, at) as session:
        lifecycle.cancel(session, build.meeting(session, 2), by=OPERATOR, now=at)

    after = client.get(FEED, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert b"STATUS:CANCELLED" in after.data
    assert "SUMMARY:INSTÄLLT: GranåsBrå".encode() in after.data


def test_head_has_the_length_and_no_body(client: FlaskClient) -> None:
    whole = client.get(FEED)

    answer = client.head(FEED)

    assert answer.data == b""
    assert answer.headers["Content-Length"] == str(len(whole.data))


def test_gzip_has_a_tag_of_its_own(client: FlaskClient) -> None:
    plain = client.get(FEED)

    packed = client.get(FEED, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 304


def test_what_is_not_there_and_what_is_not_done(client: FlaskClient) -> None:
    assert client.get("/nowhere/calendar.ics").status_code == 404
    assert client.post(FEED).status_code == 405


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").data == b"ok\n"
    assert client.get("/readyz").status_code == 200


def test_an_error_of_ours_is_never_an_empty_calendar(client: FlaskClient, sqlite: Database) -> None:
    assert sqlite.file
    with closing(sqlite3.connect(sqlite.file)) as broken:
        broken.execute("ALTER TABLE meeting RENAME TO gone")

    answer = client.get(FEED)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert b"VCALENDAR" not in answer.data


def test_gzip_is_not_for_those_who_refuse_it(client: FlaskClient) -> None:
    for refused in ("gzip;q=0", "br, gzip; q=0.0", "identity"):
        assert (
            "Content-Encoding" not in client.get(FEED, headers={"Accept-Encoding": refused}).headers
        )


def test_head_is_answered_304_too(client: FlaskClient) -> None:
    whole = client.get(FEED)

    answer = client.head(FEED, headers={"If-None-Match": whole.headers["ETag"]})

    assert answer.status_code == 304
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert answer.headers[name] == whole.headers[name]


def test_another_edition_is_sent_to_those_who_ask_by_date_too(
    client: FlaskClient, sqlite: Database, config: Config
) -> None:
    before = client.get(FEED).headers["Last-Modified"]
    renamed = config.model_copy(update={"site": config.site.model_copy(update={"name": "Möten"})})
    later = FixedClock(NOW + timedelta(days=1))

    for other, clock, status in ((config, later, 304), (renamed, later, 200)):
        with create_app(other, clock, sqlite).test_client() as upgraded:
            answer = upgraded.get(FEED, headers={"If-Modified-Since": before})
            assert answer.status_code == status
