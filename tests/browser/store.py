"""What lies on the phone, read as the browser keeps it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

#: All records of a store; bytes become their length.
READ = """
(store) => new Promise((done, fail) => {
  const request = indexedDB.open("chafang");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const all = database.transaction(store).objectStore(store).getAll();
    all.onsuccess = () => {
      database.close();
      done(all.result.map(({ bytes, ...record }) =>
        bytes === undefined ? record : { ...record, length: bytes.byteLength }));
    };
  };
})
"""

#: Whether the one draft on the phone holds all these words.
HOLDS = """
(pieces) => new Promise((done, fail) => {
  const request = indexedDB.open("chafang");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const all = database.transaction("drafts").objectStore("drafts").getAll();
    all.onsuccess = () => {
      database.close();
      const [draft] = all.result;
      done(pieces.every((piece) => draft?.answers.xml.includes(piece)));
    };
  };
})
"""

#: Writes down how durable each change was asked to be.
SPY = """
(() => {
  const own = IDBDatabase.prototype.transaction;
  globalThis.changes = [];
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const made = own.call(this, stores, mode, options);
    if (mode === "readwrite") {
      changes.push({ stores: [stores].flat(), asked: options?.durability ?? "" ,
                     given: made.durability });
    }
    return made;
  };
})();
"""


def records(page: Page, store: str) -> list[dict[str, Any]]:
    """Read a store of the phone."""
    found: list[dict[str, Any]] = page.evaluate(READ, store)
    return found
