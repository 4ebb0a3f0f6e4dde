"""A week without signal: three hundred finished visits and a gigabyte of photos."""

from __future__ import annotations

from pathlib import Path

from bench.client import saving
from bench.client.copies import COPY
from bench.client.handset import Handset, clock

VISITS, PHOTOS = 300, 4


def carried(phone: Handset, folder: Path) -> dict[str, object]:
    """Carry a full queue, and see how the phone opens, lists and takes a photo."""
    _finish_one(phone, folder)
    phone.page.evaluate(COPY, VISITS)
    phone.blank()
    with clock() as home:
        phone.visit()
    with clock() as outbox:
        phone.outbox(VISITS)
    heap = phone.heap_mb()
    return {
        "visits": VISITS,
        "photos": VISITS * PHOTOS,
        "gb": round(phone.page.evaluate(USED) / 1e9, 2),
        "home_s": home[0],
        "outbox_s": outbox[0],
        "heap_mb": heap,
        "photo_save_p95_ms": saving.p95(saving.photo_save_ms(phone, folder)),
    }


USED = "navigator.storage.estimate().then((room) => room.usage)"


def _finish_one(phone: Handset, folder: Path) -> None:
    """Take four photos and finish the form."""
    saving.begin(phone)
    for place in range(PHOTOS):
        saving.take(phone, 0, place, saving.photo(folder, place))
    phone.finish()
