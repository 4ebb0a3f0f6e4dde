"""What lies on the phone, read as the browser keeps it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

#: Opens the store as the app does where no PIN is set, and lifts what is covered.
LIFT = """
// The list of findings and its photos belong to no draft and no submission.
const ofSomebody = ({ holder }) => holder !== "findings" && holder !== "before";
async function lifted(store) {
  const asked = (request) => new Promise((done, fail) => {
    request.onerror = () => fail(request.error);
    request.onsuccess = () => done(request.result);
  });
  const database = await asked(indexedDB.open("chafang"));
  const from = (name) => database.transaction(name).objectStore(name);
  const vault = await asked(from("settings").get("vault"));
  const kept = await asked(from(store).getAll());
  const keyPath = from(store).keyPath;
  database.close();
  const use = ["encrypt", "decrypt"];
  const aes = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, use);
  const opened = (key, sealed, additionalData) => {
    const how = { name: "AES-GCM", iv: sealed.slice(0, 12), additionalData };
    return crypto.subtle.decrypt(how, key, sealed.slice(12));
  };
  const { key: home, wrapped } = vault.keeper;
  const key = await aes(await opened(home, wrapped, new ArrayBuffer(0)));
  return Promise.all(kept.map(async (record) => {
    if (record.covered === undefined) return record;
    const under = typeof keyPath === "string"
      ? record[keyPath] : keyPath.map((name) => record[name]);
    const name = new TextEncoder().encode(JSON.stringify([store, under]));
    const packed = await opened(key, record.covered, name);
    const told = new DataView(packed).getUint32(0);
    const end = 4 + told % 2 ** 31;
    const text = new TextDecoder().decode(packed.slice(4, end));
    const bytes = told >= 2 ** 31 ? { bytes: packed.slice(end) } : {};
    return { ...JSON.parse(text), ...bytes };
  }));
}
"""

#: All records of a store; bytes become their length.
READ = f"""
async (store) => {{
  {LIFT}
  const all = (await lifted(store)).filter(ofSomebody);
  return all.map(({{ bytes, key, keeper, ...record }}) =>
    bytes === undefined ? record : {{ ...record, length: bytes.byteLength }});
}}
"""

#: The hashes of all bytes that are kept, computed of these bytes.
HASHES = f"""
async () => {{
  {LIFT}
  const all = (await lifted("bytes")).filter(ofSomebody);
  const made = all.map(({{ bytes }}) => crypto.subtle.digest("SHA-256", bytes));
  return (await Promise.all(made)).map((one) => [...new Uint8Array(one)]
    .map((byte) => byte.toString(16).padStart(2, "0")).join(""));
}}
"""

#: Whether the one draft on the phone holds all these words.
HOLDS = f"""
async (pieces) => {{
  {LIFT}
  const [draft] = await lifted("drafts");
  return pieces.every((piece) => draft?.answers.xml.includes(piece) ?? false);
}}
"""

#: A browser that tells nobody how much room there is, as some do.
SILENT = "navigator.storage.estimate = undefined;"

#: Asks for more than there ever was, so that the browser looks at the quota anew: it
#: goes on granting what it last knew to be free for half a minute. Gives the refusal.
OVERREACH = """
async (size) => {
  const asked = indexedDB.open("others", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("noise");
  await new Promise((done) => (asked.onsuccess = done));
  const change = asked.result.transaction("noise", "readwrite");
  const noise = new Uint8Array(size);  // that no browser can make smaller
  const most = 65536;
  for (let at = 0; at < size; at += most) {
    crypto.getRandomValues(noise.subarray(at, at + most));
  }
  change.objectStore("noise").put(noise, "much");
  const refusal = await new Promise((done) => {
    change.oncomplete = () => done("");
    change.onabort = () => done(change.error.name);
  });
  asked.result.close();
  return refusal;
}
"""

#: Stops a change at a named moment: this call on this store is not made, and nothing of
#: the transaction ends, as long as the page lives.
HALT = """
([store, call]) => {
  const own = IDBObjectStore.prototype[call];
  globalThis.reached = false;
  IDBObjectStore.prototype[call] = function (...what) {
    if (this.name !== store) return own.apply(this, what);
    const linger = () => (this.count().onsuccess = linger);
    linger();
    globalThis.reached = true;
  };
}
"""

#: Marks the moment at which a change with bytes in it is durable.
MARK = """
() => {
  const own = IDBObjectStore.prototype.put;
  globalThis.reached = false;
  IDBObjectStore.prototype.put = function (...what) {
    const done = () => (globalThis.reached = true);
    if (this.name === "bytes") this.transaction.addEventListener("complete", done);
    return own.apply(this, what);
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
