"""Bytes kept for next time, at most so many; what was asked for longest ago gives way."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable

_ENTRY_OCTETS = 300  # what a key and its place cost, about


class Shelf:
    """Tuples of bytes by key, bounded in octets. Thread-safe."""

    def __init__(self, most_octets: int = 64 * 1024 * 1024):
        self._most = most_octets
        self._octets = 0
        self._kept: OrderedDict[Hashable, tuple[bytes, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> tuple[bytes, ...] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def get_all(self, keys: Iterable[Hashable]) -> list[tuple[bytes, ...] | None]:
        """One for each key, in their order: many at once, under one lock."""
        with self._lock:
            found = [self._kept.get(key) for key in keys]
            for key, one in zip(keys, found, strict=True):
                if one is not None:
                    self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, parts: tuple[bytes, ...]) -> None:
        """What alone is too large is not kept."""
        size = _size(parts)
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self._octets -= _size(before)
            if size > self._most:
                return
            self._kept[key] = parts
            self._octets += size
            while self._octets > self._most:
                _, gone = self._kept.popitem(last=False)
                self._octets -= _size(gone)

    @property
    def octets(self) -> int:
        return self._octets

    def __len__(self) -> int:
        return len(self._kept)


def _size(parts: tuple[bytes, ...]) -> int:
    return _ENTRY_OCTETS + sum(map(len, parts))
