"""Measure the field app and write build/bench-client.json: `python -m bench.client`."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import form
from bench.client import books, listing, opening, queue, saving, typing
from bench.client.handset import Handset
from bench.office import Office, opened

RESULT = Path("build/bench-client.json")
TIMES = 3
AIMS = {
    "first_form_brotli_kb": 330,
    "cold_slow4g_s": 5,
    "warm_offline_s": 1.5,
    "form300_s": 3,
    "list20k_s": 3,
    "list20k_open_ms": 200,
    "list20k_pick_ms": 200,
    "repeat50_s": 2.5,
    "keystroke_ms": 50,
    "photo_save_p95_ms": 150,
    "heap300_mb": 40,
}


def measured(office: Office, folder: Path) -> dict[str, object]:
    """Run everything on one phone of one office."""
    with (
        sync_playwright() as playwright,
        Handset.held(playwright, office.address, folder / "profile") as phone,
    ):
        phone.enrol(office.field_link)
        figures, more = _speed(phone, folder)
        full = queue.carried(phone, folder)
    about = {
        "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "aims": AIMS,
        **more,
        "full_queue": full,
    }
    return {**figures, "about": about}


def _speed(phone: Handset, folder: Path) -> tuple[dict[str, object], dict[str, object]]:
    phone.slow()
    cold = opening.cold(phone)
    phone.offline()
    warm = [opening.warm(phone) for _ in range(TIMES)]
    deep = [opening.deep(phone) for _ in range(TIMES)]
    long = [opening.long(phone) for _ in range(TIMES)]
    heap = phone.heap_mb()
    lists = [listing.opening(phone) for _ in range(TIMES)]
    pick = listing.longest_task_ms(phone)
    opening.long(phone)
    keys = typing.keystroke_ms(phone)
    photos = saving.photo_save_ms(phone, folder)
    figures = {
        "first_form_brotli_kb": cold["first_form_brotli_kb"],
        "cold_slow4g_s": cold["cold_slow4g_s"],
        "warm_offline_s": _middle(warm),
        "form300_s": _middle(long),
        "list20k_s": _middle([seconds for seconds, _ in lists]),
        "list20k_open_ms": _middle([longest for _, longest in lists]),
        "list20k_pick_ms": pick,
        "repeat50_s": _middle(deep),
        "keystroke_ms": saving.p95(keys),
        "photo_save_p95_ms": saving.p95(photos),
        "heap300_mb": heap,
    }
    more = {
        "files": cold["files"],
        "warm_offline_all_s": warm,
        "form300_all_s": long,
        "list20k_all": lists,
        "repeat50_all_s": deep,
        "keystroke_median_ms": round(_middle(keys), 1),
        "photo_save_median_ms": round(_middle(photos), 1),
    }
    return figures, more


def _middle(figures: list[float]) -> float:
    return sorted(figures)[len(figures) // 2]


def main() -> None:
    """Run from the command line."""
    with tempfile.TemporaryDirectory(prefix="bench-client-") as name:
        folder = Path(name)
        first = folder / "bench_form.xlsx"
        form.write(first)
        made = (*books.write_all(folder), books.write_places(folder))
        with opened(folder, first, *made) as office:
            figures = json.dumps(measured(office, folder), indent=2)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(figures + "\n")
    print(figures)


if __name__ == "__main__":
    main()
