"""The bytes of a mail."""

import email
import email.policy
import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import getaddresses

import pytest

from scheduler.mail import html, message

AT = datetime(2027, 2, 2, 7, 0, tzinfo=UTC)
LONG = "https://moten.example.org/u/" + "a" * 300


def mail(**other: object) -> message.Mail:
    values: dict[str, object] = {
        "message_id": "<1.2@moten.example.org>", "from_name": "GranåsBrå", "from_address": "kallelse@example.org",
        "to_name": "Åsa Öberg", "to_address": "asa@example.org", "subject": "Påminnelse: GranåsBrå tis 9 feb 2027",
        "text": "Hej Åsa!\n\nVi ses tisdag 9 februari.\n\n" + "å" * 2000, "language": "sv", "made_at": AT,
        "unsubscribe": LONG, "references": "<" + "b" * 120 + "@moten.example.org>", "key": "granasbra/m1/day_before/@x",
    }  # fmt: skip
    return message.Mail(**(values | other))  # type: ignore[arg-type]


def test_headers_of_a_reminder():
    octets = message.octets(mail())
    read = email.message_from_bytes(octets, policy=email.policy.default)

    # Folding these into encoded words breaks them, so they are looked for in the raw octets.
    assert f"List-Unsubscribe: <{LONG}>\r\n".encode() in octets
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in octets
    assert b"In-Reply-To: <" + b"b" * 120 in octets
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["X-Auto-Response-Suppress"] == "OOF, DR, AutoReply, RN, NRN"
    assert read["Subject"] == "Påminnelse: GranåsBrå tis 9 feb 2027"
    assert read["Date"].datetime == AT
    assert read["Precedence"] is None


def test_lines_are_short_and_end_in_crlf():
    octets = message.octets(mail())

    assert octets.isascii()
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998
    body = octets.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n")) <= 76


@pytest.mark.parametrize("name", ["Åsa\r\nBcc: all@example.org", "A\nB"])
def test_a_name_cannot_begin_a_header_of_its_own(name):
    read = email.message_from_bytes(message.octets(mail(to_name=name)), policy=email.policy.default)

    assert read["Bcc"] is None
    assert len(read["To"].addresses) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Rådet för trygghet, hälsa och säkerhet i Östersunds kommun (trygghetsrådet)",
        "Council for Crime Prevention, Traffic Safety, and Something Quite Long (CCPTS)",
        '"Allt inom citat", A\\B; ' + "å" * 300,
        "\N{PARTY POPPER}" * 90,
        "a" * 200,
        "Kallelse: Götaland trygghet åäö Västra Västra Götaland trygghet hälsa och säkerhet 12 maj",
        "NUL\0 and\x0b more",
    ],
)
def test_long_names_and_subjects_are_encoded_in_short_words(name):
    octets = message.octets(
        mail(to_name=name, from_name=name, subject=name, reply_to=(name, "bra@example.org"))
    )
    head = octets.partition(b"\r\n\r\n")[0]
    read = email.message_from_bytes(octets, policy=email.policy.compat32)
    shown = " ".join(re.sub("[\0\x0b]", " ", name).split())

    assert max(map(len, re.findall(rb"=\?[^?\s]*\?[bq]\?[^?]*\?=", head)), default=0) <= 75
    assert not re.search(rb"[\x00-\x08\x0b]", head)
    assert str(make_header(decode_header(unfolded(read["Subject"])))) == shown
    for header, address in (
        ("From", "kallelse@example.org"), ("To", "asa@example.org"), ("Reply-To", "bra@example.org"),
    ):  # fmt: skip
        ((words, found),) = getaddresses([unfolded(read[header])])
        assert (str(make_header(decode_header(words))), found) == (shown, address)


def unfolded(value: str) -> str:
    return value.replace("\r\n", "")


def test_a_letter_too_large_is_refused():
    with pytest.raises(ValueError, match="at most 200000"):
        message.octets(mail(text="å" * 200_000))


def test_html_escapes_and_links():
    page = html.render_document(
        "Å <b>",
        "Hej <script>!\n\nSvara här: https://example.org/?a=1&b=2\n\nTid: tisdag",
        sender="Gran & Brå",
        language="sv",
    )

    assert "<script>" not in page
    assert '<a href="https://example.org/?a=1&amp;b=2">Svara här</a>' in page
    assert "<b>Tid:</b> tisdag" in page
    assert "<title>Å &lt;b&gt;</title>" in page
    assert '<p class="sender">Gran &amp; Brå</p>' in page


def test_links_that_reply_are_buttons_apart_from_the_choice_of_mail():
    yes, no = (
        f"https://moten.example.org/m/2.a/x/meetings/1?reply={one}#svar" for one in ("yes", "no")
    )
    choices = "https://moten.example.org/u/2.b"
    text = (
        f"Hej Siv!\n\nJag kommer: {yes}\nJag kan inte: {no}\n\nÄndra vilka mejl du får: {choices}"
    )

    body = html.render_body(text)

    assert body.split("\n") == [
        "<p>Hej Siv!</p>",
        '<table class="answers" role="presentation"><tr>'
        f'<td class="yes"><a class="btn" href="{yes}">Jag kommer</a></td>'
        f'<td class="no"><a class="btn alt" href="{no}">Jag kan inte</a></td></tr></table>',
        f'<p class="apart"><a href="{choices}">Ändra vilka mejl du får</a></p>',
    ]
