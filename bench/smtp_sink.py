"""A mail server that takes everything and keeps nothing, quick enough to be no part of what is measured."""

import multiprocessing
import multiprocessing.connection
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_END = b"\r\n.\r\n"
_ANSWERS = {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


@contextmanager
def smtp_sink() -> Iterator[int]:
    """In a process of its own. Gives its port."""
    told, tell = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(tell,), daemon=True)
    process.start()
    try:
        yield int(told.recv())
    finally:
        process.terminate()
        process.join()


def _serve(tell: multiprocessing.connection.Connection) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    tell.send(listener.getsockname()[1])
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_talk, args=(connection,), daemon=True).start()


def _talk(connection: socket.socket) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(b"220 sink\r\n")
    read, is_letter = b"", False
    while more := connection.recv(65536):
        read += more
        if is_letter:
            if not read.endswith(_END):
                continue
            connection.sendall(b"250 taken\r\n")
            read, is_letter = b"", False
            continue
        while b"\r\n" in read and not is_letter:
            line, _, read = read.partition(b"\r\n")
            is_letter = line.upper() == b"DATA"
            connection.sendall(_ANSWERS.get(line[:4].upper(), b"250 ok\r\n"))
