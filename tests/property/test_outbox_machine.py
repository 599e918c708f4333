"""Any order of what people, workers, servers and clocks do: the invariants hold after every step.

The long form is a case of torture: `make torture CASE=machine`.
"""

from __future__ import annotations

from tests.property.outbox_runs import on_postgres, on_sqlite, run

STEPS = 30


def test_the_invariants_hold_on_sqlite(tmp_path, sqlite_template):
    run(on_sqlite(sqlite_template, tmp_path), examples=4, steps=STEPS)


def test_the_invariants_hold_on_postgres(tmp_path, postgres_url, postgres_template):
    run(on_postgres(postgres_url, postgres_template, tmp_path), examples=2, steps=STEPS)
