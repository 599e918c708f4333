"""What costs time anew in each test and proves nothing: the same compiled again, disks waited for, slow hashes."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import Pool
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from scheduler.councils import passwords

_FOLDER = "PAGES_OF_THIS_TEST_RUN"
SLOW_HASHER = passwords._HASHER
"""The product's own; a test looks at its cost."""


def install() -> None:
    """Once a process, before the first test."""
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64)
    pages = FileSystemBytecodeCache(_folder_of_this_run())
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": pages}
    event.listen(Pool, "checkout", _no_power_is_cut)
    _keep_what_routes_become()
    _keep_what_statements_become()
    _look_for_garbage_less_often()


def _folder_of_this_run() -> str:
    """One for all processes of pytest-xdist; whoever makes it takes it away."""
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = folder = tempfile.mkdtemp(prefix="kallelse-pages-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return os.environ[_FOLDER]


def _no_power_is_cut(connection: Any, record: Any, _proxy: object) -> None:
    """A process that is killed loses nothing that it has written; only a machine without power would."""
    if hasattr(connection, "serialize"):  # SQLite's
        (asked,) = connection.execute("PRAGMA synchronous").fetchone()
        record.info.setdefault("synchronous", asked)
        connection.execute("PRAGMA synchronous=OFF")


def _keep_what_routes_become() -> None:
    """An app has some 120 routes, and werkzeug writes and compiles two functions for each."""
    write, kept = Rule._compile_builder, dict[object, Callable[..., tuple[str, str]]]()

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (str(rule._trace), str(rule.defaults), append_unknown)
        if key not in kept:
            kept[key] = write(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = compile_builder  # type: ignore[method-assign]


def _keep_what_statements_become() -> None:
    """Each test has engines of its own, and each would compile every statement."""
    kept: LRUCache[Any, Any] = LRUCache(5000)

    def is_same_kind(dialect: DefaultDialect, other: object) -> bool:
        return type(dialect) is type(other)

    def kind(dialect: DefaultDialect) -> int:
        return hash(type(dialect))

    # What is compiled is kept by its dialect; those of one kind are the same here, as is the server's version.
    DefaultDialect.__eq__ = is_same_kind  # type: ignore[assignment, method-assign]
    DefaultDialect.__hash__ = kind  # type: ignore[assignment, method-assign]
    Engine._compiled_cache = property(lambda _engine: kept, lambda _engine, _own: None)  # type: ignore[assignment]


def _look_for_garbage_less_often() -> None:
    """A test run holds all modules, and each search goes through them."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
