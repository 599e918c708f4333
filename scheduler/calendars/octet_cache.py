"""Octets kept for the next request, at most so many; the entry that was used longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

_ENTRY_OCTETS = 300  # roughly what a key and its place in the table take


class OctetCache:
    """Tuples of bytes by key. Thread-safe."""

    def __init__(self, most_octets: int):
        self._most = most_octets
        self._octets = 0
        self._entries: OrderedDict[Hashable, tuple[bytes, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> tuple[bytes, ...] | None:
        with self._lock:
            parts = self._entries.get(key)
            if parts is not None:
                self._entries.move_to_end(key)
            return parts

    def put(self, key: Hashable, parts: tuple[bytes, ...]) -> None:
        with self._lock:
            self._octets += _size(parts) - _size(self._entries.pop(key, None))
            self._entries[key] = parts
            while self._octets > self._most:
                self._octets -= _size(self._entries.popitem(last=False)[1])


def _size(parts: tuple[bytes, ...] | None) -> int:
    return 0 if parts is None else _ENTRY_OCTETS + sum(map(len, parts))
