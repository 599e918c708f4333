"""What a proxy in front says of the visitor arrives through the real server, and only where one is trusted."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from flask import request

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.db.session import Database
from tests.conftest import NOW
from web.app import create_app
from web.serve import server_of

pytestmark = pytest.mark.network
SAID = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Host": "a.example.org",
}


@contextmanager
def serving(
    database: Database, config: Config, *, proxies: int
) -> Iterator[http.client.HTTPConnection]:
    web = config.web.model_copy(update={"port": 0, "trusted_proxies": proxies})
    config = config.model_copy(update={"web": web})
    app = create_app(config, FixedClock(NOW), database)
    app.add_url_rule("/who", view_func=lambda: f"{request.remote_addr} {request.url_root}")
    server = server_of(app, config)

    def serve() -> None:
        with suppress(
            OSError
        ):  # it may be about to wait for the very sockets that are being closed
            server.run()

    running = threading.Thread(target=serve)
    running.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()
        server.close()
        running.join()


@pytest.mark.parametrize(
    "proxies,who,is_secure",
    [(1, "192.0.2.7 https://a.example.org/", True), (0, "127.0.0.1 http://127.0.0.1", False)],
)
def test_the_visitor_is_who_a_trusted_proxy_says(sqlite, config, proxies, who, is_secure):
    with serving(sqlite, config, proxies=proxies) as connection:
        connection.request("GET", "/who", headers=SAID)
        answer = connection.getresponse()

        assert answer.read().decode().startswith(who)
        assert ("Strict-Transport-Security" in answer.headers) == is_secure
