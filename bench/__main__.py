"""Measure the office and write build/bench.json: `python -m bench [--count N]`.

The embedded default: SQLite with full durability, a folder of photographs, server and
worker in one process. A rate counts from the first request until no job is left.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import form, ledger, rules, slow
from bench.field_app import field_app
from bench.office import Office, opened
from bench.openrosa_load import Load, Taken, place, send
from bench.packs import packs_of
from bench.processes import use
from bench.watch import watching

RESULT = Path("build/bench.json")
CLIENTS = 8
WARMING = 50
PHOTO_KIB = 450
PHONES = 64
DRAIN = 600.0


def measured(office: Office, book: Path, count: int) -> dict[str, object]:
    """Run everything on one office."""
    url = place(office.openrosa_url)
    idle = use(office.pid).memory_mb
    send(url, Load(CLIENTS, WARMING, 0))
    _drained(office)
    return {
        "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "ready_s": office.ready_seconds,
        "idle_mb": idle,
        "submissions": _taken_in(office, Load(CLIENTS, count, 0)),
        "with_photo": _taken_in(office, Load(CLIENTS, count // 4, PHOTO_KIB)),
        "rules": rules.plaques(),
        "rules_again": rules.again(office, book),
        "slow_phones": slow.others_wait(url, PHONES),
        "field_app": field_app(),
        "failed_jobs": office.failed(),
    }


def _taken_in(office: Office, load: Load) -> dict[str, object]:
    """Send a load and wait until everything that follows from it is done."""
    before = use(office.pid).cpu_seconds, office.events(), office.candidates()
    with watching(office.pid) as memory:
        taken, drained = _sent_and_drained(office, load)
    cpu = use(office.pid).cpu_seconds - before[0]
    whole = taken.seconds + drained
    return {
        "clients": load.clients,
        "photo_kib": load.photo_kib,
        **taken.told(),
        "drained_after_s": round(drained, 3),
        "done_per_s": round(taken.accepted / whole, 1),
        "events": office.events() - before[1],
        "candidates": office.candidates() - before[2],
        "cpu_ms_each": round(cpu * 1000 / max(1, taken.accepted), 2),
        "peak_mb": memory.peak,
    }


def _sent_and_drained(office: Office, load: Load) -> tuple[Taken, float]:
    taken = send(place(office.openrosa_url), load)
    return taken, _drained(office)


def _drained(office: Office) -> float:
    """Wait until no job is left; tell how long that took."""
    began = time.perf_counter()
    while office.jobs() and time.perf_counter() - began < DRAIN:
        time.sleep(0.02)
    return time.perf_counter() - began


def main() -> None:
    """Run from the command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=2000, help="submissions sent")
    count = words.parse_args().count
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        book = Path(folder, "bench_form.xlsx")
        form.write(book)
        with opened(Path(folder), book) as office:
            found = measured(office, book, count)
        province = ledger.province_of(Path(folder, "province"))
        packs = packs_of(Path(folder, "packs"))
        figures = json.dumps({**found, **province, **packs}, indent=2)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(figures + "\n")
    print(figures)


if __name__ == "__main__":
    main()
