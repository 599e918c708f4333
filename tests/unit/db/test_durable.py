"""What is committed is on the disk, though the tests do not wait for it."""


def test_sqlite_is_asked_to_write_through(sqlite):
    with sqlite.write.connect() as connection:
        assert connection.info["synchronous"] == 2  # FULL
