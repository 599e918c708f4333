"""The public's pages: a year, a meeting for machines too, how to follow, the statements, and what went wrong."""

import gzip
import re
import shutil
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import abort

from scheduler import config_file
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, writing
from tests import build
from tests.web.secretary import NOW
from tests.web.site import Site

BASE = "http://127.0.0.1:8000"
FEED = f"{BASE}/granasbra/calendar.ics"
PUBLIC = (
    "/granasbra",
    "/granasbra/years/2022",
    "/granasbra/meetings/1",
    "/granasbra/subscribe",
    "/granasbra/contact",
    "/accessibility",
    "/privacy",
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory, sqlite_template):
    """A site that is only looked at, made once."""
    folder = tmp_path_factory.mktemp("seen")
    shutil.copyfile(sqlite_template, folder / "kallelse.db")
    database = Database(f"sqlite:///{folder}/kallelse.db")
    made = Site(database, config_file.load(None, folder=folder))
    made.app.add_url_rule("/en/refused/<int:code>", view_func=refuse)
    yield made
    database.close()


def refuse(code: int) -> None:
    abort(code)


def organised(sqlite: Database, config: Config, **of: object) -> Site:
    values = {"organisation": config.organisation.model_copy(update=of)}
    return Site(sqlite, config.model_copy(update=values))


def many_years(site: Site, first: int = 2012, last: int = 2021, a_year: int = 12) -> None:
    """Published years before that of the minutes, each with so many meetings."""
    with writing(site.database, NOW) as session:
        council = store.council(session, "granasbra")
        build.earlier_years(session, council, range(first, last + 1), a_year=a_year, now=NOW)


def events(page: str) -> list[dict[str, str]]:
    """The items of a page as a search engine reads them (HTML standard, 5.2): those whose value is an attribute."""
    found = []
    for item in page.split('itemtype="https://schema.org/Event"')[1:]:
        tags = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall("<[^>]+>", item)]
        told = [
            tag for tag in tags if "itemprop" in tag and {"content", "href", "datetime"} & set(tag)
        ]
        values = [tag.get("content") or tag.get("href") or tag["datetime"] for tag in told]
        found.append(dict(zip([tag["itemprop"] for tag in told], values, strict=True)))
    return found


# one year


def test_a_year_is_listed_with_weekday_hours_and_week(seen):
    page = seen.get("/granasbra/years/2022")

    assert "<h1>Mötestider 2022</h1>" in page
    assert "tisdag 22 februari</time>" in page
    assert page.count('<tr role="row" itemscope') == 5
    assert "kl. 15.00–17.00" in page
    assert f"De som gäller nu finns på {BASE}/granasbra." in page


def test_the_council_s_page_leads_to_each_year(site):
    many_years(site, 2020, 2021)
    many_years(site, 2019, 2019, a_year=0)

    page = site.get("/en/granasbra")
    unknown = site.get("/en/granasbra/years/2018", 404)

    assert '<a class="btn" href="/en/granasbra">To the meetings</a>' in unknown
    assert "There are no meetings in 2019." in site.get("/en/granasbra/years/2019")
    years = re.findall(r'href="/en/granasbra/years/(\d+)"', page)
    assert years == ["2022", "2021", "2020", "2019"]
    assert "The latest 12 are shown." in page


# machines


def test_a_meeting_is_an_event_for_search_engines(seen):
    page = seen.get("/granasbra/meetings/1")

    assert events(page) == [{
        "name": "GranåsBrå",
        "startDate": "2022-02-22T15:00+01:00",
        "endDate": "2022-02-22T17:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "url": "/granasbra/meetings/1",
    }]  # fmt: skip
    assert '<span itemprop="name">Stadshuset, rum Granen</span>' in page


def test_events_say_what_is_moved_and_cancelled(site):
    site.move(2, "2022-05-03T15:00")
    site.cancel(3)

    for where in ("/en/granasbra", "/en/granasbra/years/2022"):
        by_url = {str(found["url"])[-1]: found for found in events(site.get(where))}
        assert set(by_url) == set("12345")
        assert by_url["2"]["eventStatus"] == "https://schema.org/EventRescheduled"
        assert by_url["2"]["previousStartDate"] == "2022-04-26T15:00+02:00"
        assert by_url["2"]["startDate"] == "2022-05-03T15:00+02:00"
        assert by_url["3"]["eventStatus"] == "https://schema.org/EventCancelled"
        assert by_url["1"]["eventStatus"] == "https://schema.org/EventScheduled"


# following


def test_each_calendar_has_its_way_in(seen):
    page = seen.get("/granasbra/subscribe").replace("&amp;", "&")

    assert 'href="webcal://127.0.0.1:8000/granasbra/calendar.ics"' in page
    assert f'readonly value="{FEED}"' in page
    links = re.findall(r'<a [^>]*href="(https://[^"]+)"', page)
    google, work, private = [urlsplit(link) for link in links]
    assert google.hostname == "calendar.google.com"
    assert parse_qs(google.query)["cid"] == ["webcal://127.0.0.1:8000/granasbra/calendar.ics"]
    for outlook in (work, private):
        asked = parse_qs(outlook.query)
        assert asked == {"url": [FEED], "name": ["GranåsBrå"]}
    assert f'readonly value="{FEED}?lang=en"' in seen.get("/en/granasbra/subscribe")


def test_the_square_has_a_white_border_and_three_corners(seen):
    """Finder patterns as ISO/IEC 18004 6.3.3 wants them; a phone reads the rest (tests/browser)."""
    page = seen.get("/granasbra/subscribe")
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', page.split('class="qr"')[1])[1])  # type: ignore[index]
    path = re.search(r'<path d="(M4 4[^"]+)"', page)
    assert path
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", path[1]):
        dark |= {(int(x) + n, int(y)) for n in range(int(run))}

    for left, top in ((4, 4), (size - 11, 4), (4, size - 11)):
        ring = {(left + n, top) for n in range(7)} | {(left, top + n) for n in range(7)}
        assert ring <= dark
    assert all(4 <= x < size - 4 and 4 <= y < size - 4 for x, y in dark)


def test_the_contact_page_names_the_council_s_contact_and_organisation(sqlite, config):
    of = {"name": "Granåsens kommun", "phone": "08-465 004 00", "email": "kommun@example.org"}
    site = organised(sqlite, config, **of, tested_on=date(2021, 11, 3))

    page = site.get("/granasbra/contact")

    assert '<a href="mailto:kommun@example.org">' in site.get("/nowhere", 404)
    # Where it was tested, and no fault is known.
    assert "This site fulfils the law on accessibility" in site.get("/en/accessibility")

    for part in ("Elin Forsby, sekreterare", "mailto:bra@example.org", "Granåsens kommun", "465"):
        assert part in page


# statements


def test_the_accessibility_statement_says_what_the_law_asks_for(sqlite, config):
    site = organised(
        sqlite,
        config,
        name="Granåsens kommun",
        email="tillganglighet@example.org",
        tested_on=date(2021, 11, 3),
        known_faults=("Bilagor från före 2020 är inskannade.",),
    )

    page = site.get("/accessibility")

    assert "<h1>Tillgänglighetsredogörelse</h1>" in page.replace("\xad", "")  # breaks on a phone
    for part in (
        "Granåsens kommun står bakom", "delvis förenlig med lagen", "mailto:tillganglighet@example.org",
        "https://www.digg.se/tdosanmalan", "Bilagor från före 2020 är inskannade.", "senast onsdag 3 november 2021",
    ):  # fmt: skip
        assert part in page, part


# every public page


@pytest.mark.parametrize("where", PUBLIC)
def test_each_page_has_an_address_in_both_languages_and_no_cookie(seen, where):
    swedish, english = seen.get(where), seen.get(f"/en{where}")

    assert "Set-Cookie" not in seen.client.get(where).headers
    assert '<html lang="sv">' in swedish
    assert '<html lang="en">' in english
    for page in (swedish, english):
        assert f'hreflang="sv" href="{BASE}{where}"' in page
        assert f'hreflang="en" href="{BASE}/en{where}"' in page
    assert f'<a href="/en{where}" lang="en" hreflang="en">In English</a>' in swedish
    assert '<a href="/en/accessibility">' in english


# style sheet and icon


def test_the_style_sheet_is_kept_for_ever_under_a_name_of_its_own(seen):
    href = re.search(r'rel="stylesheet" href="([^"]+)"', seen.get("/granasbra"))
    assert href

    answer = seen.client.get(href[1], headers={"Accept-Encoding": "gzip"})

    assert re.fullmatch(r"/static/kallelse\.[0-9a-f]{12}\.css", href[1])
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (answer.mimetype, answer.headers["Content-Encoding"]) == ("text/css", "gzip")
    sheet = seen.client.get(href[1]).get_data(as_text=True)
    assert gzip.decompress(answer.data).decode() == sheet
    assert '.tbl td[data-l]::before{content:attr(data-l) ": ";' in sheet  # words are left
    assert "/*" not in sheet
    for where in ("/static/kallelse.css", "/static/kallelse.000000000000.css", "/static/../x"):
        assert seen.client.get(where).status_code == 404


# what went wrong


def test_each_error_has_a_heading_in_words(seen):
    for code in (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503):
        page = seen.get(f"/en/refused/{code}", code)
        (heading,) = re.findall(r"<h1>(.+?)</h1>", page)
        assert not re.search(r"\d", heading)
        assert '<a class="btn" href="/en">' in page
