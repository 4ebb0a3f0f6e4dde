"""The one finished visit of a phone, copied as often as it takes, covered like it."""

from __future__ import annotations

#: Lifts the visit and its photos, and covers each copy under its own name.
COPY = """
async (count) => {
  const asked = (request) => new Promise((done, fail) => {
    request.onerror = () => fail(request.error);
    request.onsuccess = () => done(request.result);
  });
  const database = await asked(indexedDB.open("chafang"));
  const from = (store) => database.transaction(store).objectStore(store);
  const gcm = (iv, additionalData) => ({ name: "AES-GCM", iv, additionalData });
  const { key: home, wrapped } = (await asked(from("settings").get("vault"))).keeper;
  const how = gcm(wrapped.slice(0, 12), new ArrayBuffer(0));
  const raw = await crypto.subtle.decrypt(how, home, wrapped.slice(12));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false,
    ["encrypt", "decrypt"]);
  const text = new TextEncoder();
  const name = (store, under) => text.encode(JSON.stringify([store, under]));

  async function lifted(store, under, { covered }) {
    const how = gcm(covered.slice(0, 12), name(store, under));
    const packed = await crypto.subtle.decrypt(how, key, covered.slice(12));
    const told = new DataView(packed).getUint32(0);
    const end = 4 + told % 2 ** 31;
    const record = JSON.parse(new TextDecoder().decode(packed.slice(4, end)));
    return { record, tail: packed.slice(end), mark: told >= 2 ** 31 ? 2 ** 31 : 0 };
  }

  async function over(store, under, { record, tail, mark }) {
    const told = text.encode(JSON.stringify(record));
    const packed = new Uint8Array(4 + told.length + tail.byteLength);
    new DataView(packed.buffer).setUint32(0, told.length + mark);
    packed.set(told, 4);
    packed.set(new Uint8Array(tail), 4 + told.length);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const body = await crypto.subtle.encrypt(gcm(iv, name(store, under)), key, packed);
    const covered = new Uint8Array(12 + body.byteLength);
    covered.set(iv);
    covered.set(new Uint8Array(body), 12);
    return covered.buffer;
  }

  const [kept] = await asked(from("items").getAll());
  const first = await lifted("items", kept.instanceId, kept);
  const { holder } = first.record;
  const mine = IDBKeyRange.bound([holder], [holder, []]);
  const parts = [];
  for (const store of ["files", "bytes"]) {
    for (const part of await asked(from(store).getAll(mine))) {
      const whole = await lifted(store, [holder, part.name], part);
      parts.push({ store, file: part.name, ...whole });
    }
  }
  for (let n = 1; n < count; n += 1) {
    const own = `${holder}-${n}`;
    const instanceId = `${kept.instanceId}-${n}`;
    const copy = { ...first, record: { ...first.record, instanceId, holder: own } };
    const item = { instanceId, covered: await over("items", instanceId, copy) };
    const writes = [["items", item]];
    for (const { store, file, record, ...rest } of parts) {
      const part = { ...rest, record: { ...record, holder: own } };
      const covered = await over(store, [own, file], part);
      writes.push([store, { holder: own, name: file, covered }]);
    }
    const change = database.transaction(["items", "files", "bytes"], "readwrite");
    for (const [store, record] of writes) change.objectStore(store).put(record);
    await new Promise((done, fail) => {
      change.oncomplete = done;
      change.onabort = () => fail(change.error);
    });
  }
  database.close();
}
"""
