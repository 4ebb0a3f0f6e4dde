"""How long a form takes to open: cold, warm, long and deep."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlparse

import sync
from bench.client import books
from bench.client.handset import FAST, SLOW_4G, Handset, clock

MADE = Path(sync.__file__).parent / "client" / "dist"
FIRST = "Bench household survey"


def cold(phone: Handset) -> dict[str, object]:
    """Open the first form with nothing of the app on the phone, on Slow 4G."""
    phone.blank()
    phone.forget_app()
    asked: set[str] = set()
    phone.page.on("request", lambda one: asked.add(urlparse(one.url).path))
    phone.network(**SLOW_4G)
    with clock() as taken:
        phone.visit()
        phone.begin(FIRST)
    loaded = sorted(path for path in asked if path.startswith("/app/"))
    phone.network(**FAST)
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return {
        "cold_slow4g_s": taken[0],
        "first_form_brotli_kb": round(sum(map(_weight, loaded)) / 1000, 1),
        "files": [path.removeprefix("/app/") for path in loaded],
    }


def opened(phone: Handset, title: str) -> float:
    """Open a form in a page that has opened none yet; the tap starts the clock."""
    phone.blank()
    phone.visit()
    phone.settle()
    with clock() as taken:
        phone.begin(title)
    return taken[0]


def warm(phone: Handset) -> float:
    """Open the app and its first form from what lies on the phone."""
    phone.blank()
    with clock() as taken:
        phone.visit()
        phone.begin(FIRST)
    return taken[0]


def long(phone: Handset) -> float:
    """Open three hundred questions."""
    return opened(phone, books.LONG)


def deep(phone: Handset) -> float:
    """Open a repeat of fifty rows."""
    return opened(phone, books.ROWS)


def _weight(path: str) -> int:
    """Weigh a file of the app as it travels: the small copy where there is one."""
    name = path.removeprefix("/app/") or "index.html"
    small = MADE / f"{name}.br"
    return (small if small.exists() else MADE / name).stat().st_size
