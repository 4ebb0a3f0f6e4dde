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

#: The hashes of all bytes that are kept, computed of these bytes.
HASHES = """
() => new Promise((done, fail) => {
  const request = indexedDB.open("chafang");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const all = database.transaction("bytes").objectStore("bytes").getAll();
    all.onsuccess = async () => {
      database.close();
      const made = all.result.map(
        ({ bytes }) => crypto.subtle.digest("SHA-256", bytes));
      done((await Promise.all(made)).map((one) => [...new Uint8Array(one)]
        .map((byte) => byte.toString(16).padStart(2, "0")).join("")));
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

#: From now on this page's browser has no room for the bytes of a photograph.
FULL = """
() => {
  const own = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...what) {
    if (this.name !== "bytes") return own.apply(this, what);
    this.transaction.abort();
    throw new DOMException("No room.", "QuotaExceededError");
  };
}
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


def digests(page: Page) -> list[str]:
    """Hash the photographs that lie on the phone."""
    found: list[str] = page.evaluate(HASHES)
    return found
