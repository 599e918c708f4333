"""Which files may be papers, and under what name."""

from io import BytesIO

import pytest

from scheduler.agenda.papers_of_meeting import Papers, by_folder
from scheduler.agenda.rows import AgendaItem
from scheduler.errors import InvalidInput
from scheduler.papers.file_kinds import check_file, clean_name
from scheduler.papers.rows import Paper


@pytest.mark.parametrize("name, kept", [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("C:\\Mina dokument\\A.PDF", "A.pdf"),
    ("a\u202efdp.exe\u200f.pdf", "a fdp.exe.pdf"),
    ("x" * 10_000 + ".pdf", "x" * 150 + ".pdf"),
    ("<script>\"'\r\n.pdf", "script'.pdf"),
    ("=1+1.pdf", "=1+1.pdf"),
    (".pdf", "pdf"),
    ("..", ""),
])  # fmt: skip
def test_a_name_becomes_harmless_and_stays_so(name, kept):
    assert clean_name(name) == kept
    assert clean_name(kept) == kept


@pytest.mark.parametrize("heading, folder", [
    ("Plan 2025/26", "01 Plan 2025-26"),
    ("../../etc", "01 -..-etc"),
    ("A" * 10_000, "01 " + "A" * 60),
])  # fmt: skip
def test_in_an_archive_an_item_s_papers_lie_under_its_heading_whatever_that_is(heading, folder):
    papers = Papers((AgendaItem(id=1, heading=heading),), (), {1: [Paper(name="a.pdf")]})

    assert [under for under, _ in by_folder(papers)] == [folder]


def test_a_file_may_be_as_large_as_the_setting_says_and_no_larger():
    octets = BytesIO(b"%PDF-" + b"x" * 1_000_000)

    assert check_file("a.pdf", octets, size=1_000_000, max_mb=1) == "application/pdf"
    with pytest.raises(InvalidInput) as refused:
        check_file("a.pdf", octets, size=1_000_001, max_mb=1)
    assert refused.value.fields["files"].params == {"name": "a.pdf", "mb": 1}
