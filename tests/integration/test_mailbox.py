"""The mailbox read by IMAP from a real server, and a mail from a pipe."""

import imaplib
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scheduler import jobs
from scheduler.config import Inbox, Security
from scheduler.db.session import reading
from scheduler.errors import MailboxFault
from scheduler.inbox import imap, store
from scheduler.inbox.rows import Fate
from tests import build, incoming_mail
from tests.integration.test_inbox import NOW, Post
from tests.integration.test_processes import free_port, wait_for

pytestmark = pytest.mark.network
CREDENTIALS = {"username": "demouser", "password": "demopass"}


@pytest.fixture(scope="module")
def server():
    """An IMAP server with an empty mailbox; gives its port."""
    port = free_port()
    program = Path(sys.executable).with_name("pymap")
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--no-service", "managesieve", "dict"]
    process = subprocess.Popen(
        [program, *arguments, "--demo-data"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: listens(port))
        yield port
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def box(server):
    """Emptied of what came with it."""
    with mailbox(server) as client:
        client.uid("STORE", "1:*", "+FLAGS", r"(\Seen)")
    return Inbox(host="127.0.0.1", port=server, security=Security.NONE, **CREDENTIALS)


def mailbox(port: int) -> imaplib.IMAP4:
    client = imaplib.IMAP4("127.0.0.1", port, timeout=60)
    client.login("demouser", "demopass")
    client.select("INBOX")
    return client


def deliver(port: int, *mails: bytes) -> None:
    with mailbox(port) as client:
        for octets in mails:
            client.append("INBOX", None, None, octets)  # type: ignore[arg-type]


@pytest.fixture
def post(sqlite, config):
    return Post(sqlite, config)


def test_what_is_read_is_written_down_and_leaves_the_mailbox(post, server, box):
    long = incoming_mail.words("x" * 1_100_000, to=post.about().to, sender="member.1@example.org")
    deliver(server, incoming_mail.outlook(post.about(), "DECLINED", NOW), long)

    assert imap.read_mailbox(post.database, box, post.signer, now=NOW) == 2
    assert imap.read_mailbox(post.database, box, post.signer, now=NOW) == 0

    assert post.answers() == {"Member 1": "no"}
    with reading(post.database) as session:
        fates = {row.fate for row in store.latest_mail(session, 10)}
    assert fates == {Fate.APPLIED, Fate.WAITING}
    with mailbox(server) as client:
        assert client.select("Kallelse")[1] == [b"2"]


def test_a_mail_that_cannot_be_written_down_keeps_none_behind_it(post, server, box):
    assert post.database.file
    with closing(sqlite3.connect(post.database.file)) as broken:
        broken.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON reply WHEN new.answer = 'no' BEGIN SELECT RAISE(FAIL, 'no'); END"
        )
    first = incoming_mail.outlook(post.about(1), "DECLINED", NOW)
    deliver(server, first, incoming_mail.outlook(post.about(2), "ACCEPTED", NOW))

    assert imap.read_mailbox(post.database, box, post.signer, now=NOW) == 1
    assert post.answers() == {"Member 2": "coming"}

    with closing(sqlite3.connect(post.database.file)) as mended:
        mended.execute("DROP TRIGGER broken")
    assert imap.read_mailbox(post.database, box, post.signer, now=NOW) == 1
    assert post.answers() == {"Member 1": "no", "Member 2": "coming"}


def test_the_worker_reads_it_and_survives_a_server_that_refuses(post, server, box):
    deliver(server, incoming_mail.google(post.about(2), "ACCEPTED", NOW))
    works = build.works(post.database, post.config.model_copy(update={"inbox": box}), NOW)
    assert jobs.read_inbox(works) == 1
    assert post.answers() == {"Member 2": "coming"}

    wrong = box.model_copy(update={"password": "wrong"})
    with pytest.raises(MailboxFault, match="demouser"):
        imap.read_mailbox(post.database, wrong, post.signer, now=NOW)
    works = build.works(post.database, post.config.model_copy(update={"inbox": wrong}), NOW)
    assert jobs.read_inbox(works) == 0
