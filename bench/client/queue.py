"""A week without signal: three hundred finished visits and a gigabyte of photos."""

from __future__ import annotations

from pathlib import Path

from bench.client import books, saving
from bench.client.handset import Handset, clock

VISITS, PHOTOS = 300, 4
#: The one finished visit, with all that is kept of it, as often as it takes.
COPY = """
async (count) => {
  const opened = await new Promise((done, fail) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const stores = ["items", "files", "bytes"];
  const all = (store) => new Promise((done) => {
    const asked = opened.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const [items, files, bytes] = await Promise.all(stores.map(all));
  const [item] = items;
  const mine = (each) => each.holder === item.holder;
  for (let n = 1; n < count; n += 1) {
    const change = opened.transaction(stores, "readwrite");
    const holder = `${item.holder}-${n}`;
    const instanceId = `${item.instanceId}-${n}`;
    change.objectStore("items").put({ ...item, instanceId, holder });
    for (const [name, kept] of [["files", files], ["bytes", bytes]]) {
      for (const each of kept.filter(mine)) {
        change.objectStore(name).put({ ...each, holder });
      }
    }
    await new Promise((done, fail) => {
      change.oncomplete = done;
      change.onabort = () => fail(change.error);
    });
  }
  opened.close();
}
"""


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
    phone.blank()
    phone.visit()
    phone.begin(books.PHOTOS)
    for place in range(PHOTOS):
        saving.take(phone, 0, place, saving.photo(folder, place))
    phone.finish()
