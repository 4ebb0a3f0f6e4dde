"""How long a photo of a megabyte takes until it is written strictly and read back."""

from __future__ import annotations

import io
from pathlib import Path
from statistics import quantiles

from PIL import Image

from bench.client import books
from bench.client.handset import Handset

SIZE = (1600, 1200)
WEIGHT = 1_000_000
#: From the change that writes a photo's bytes to the look that found them whole.
SPY = """
(() => {
  if (globalThis.saves) return;
  const open = IDBDatabase.prototype.transaction;
  const put = IDBObjectStore.prototype.put;
  const times = new WeakMap();
  let began = null;
  globalThis.saves = [];
  IDBObjectStore.prototype.put = function (...what) {
    if (this.name === "bytes") began = times.get(this.transaction) ?? null;
    return put.apply(this, what);
  };
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const made = open.call(this, stores, mode, options);
    if (mode === "readwrite") times.set(made, performance.now());
    else if (began !== null && [stores].flat().includes("bytes")) {
      const from = began;
      began = null;
      made.addEventListener("complete", () => saves.push(performance.now() - from));
    }
    return made;
  };
})();
"""


def photo_save_ms(phone: Handset, folder: Path) -> list[float]:
    """Keep forty photos one after the other; give each one's milliseconds."""
    begin(phone)
    for strip in range(books.STRIPS):
        for place in range(books.SHOTS):
            take(phone, strip, place, photo(folder, strip * books.SHOTS + place))
    taken: list[float] = phone.page.evaluate("saves")
    return taken


def begin(phone: Handset) -> None:
    """Begin the form of photos in a page that writes down each saving."""
    phone.context.add_init_script(SPY)
    phone.blank()
    phone.visit()
    phone.begin(books.PHOTOS)


def p95(figures: list[float]) -> float:
    """Give what nineteen of twenty stay below."""
    return round(quantiles(figures, n=20)[-1], 1)


def take(phone: Handset, strip: int, place: int, taken: Path) -> None:
    """Put a photo into its place and wait until it is kept and shown."""
    before = phone.page.evaluate("saves.length")
    chooser = phone.page.locator(f"input[data-gallery=strip{strip}]")
    chooser.set_input_files(taken)
    phone.page.wait_for_function("(n) => saves.length > n", arg=before)
    shown = phone.page.locator(f".field:has(input[data-gallery=strip{strip}]) .strip")
    shown.locator("button:not(.photo-add)").nth(place).wait_for()


def photo(folder: Path, seed: int) -> Path:
    """Take a photo of nothing that weighs a megabyte and is like no other."""
    path = folder / f"{seed}.jpg"
    out = io.BytesIO()
    Image.effect_noise(SIZE, 40).save(out, "JPEG", quality=60)
    content = out.getvalue()
    path.write_bytes(content + b"\0" * max(0, WEIGHT - len(content)))
    return path
