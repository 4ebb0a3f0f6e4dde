"""The store of version 1 of the field app, laid into a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

import sync

FIXTURE = Path(sync.__file__).parent / "client" / "tests" / "sync" / "version1.json"
KEYS = {
    "settings": "key",
    "forms": ["formId", "version"],
    "visits": "id",
    "drafts": "draftId",
    "items": "instanceId",
    "files": ["holder", "name"],
    "bytes": ["holder", "name"],
}
#: Writes the records as they lay, and holds them open as a page of that version did.
LAY = """
([keys, kept]) => new Promise((done, fail) => {
  const asked = indexedDB.open("chafang", 1);
  asked.onerror = () => fail(asked.error);
  asked.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(keys)) {
      const store = asked.result.createObjectStore(name, { keyPath });
      for (const { bytes, ...record } of kept[name] ?? []) {
        const raw = bytes && Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0));
        store.put(raw ? { ...record, bytes: raw.buffer } : record);
      }
    }
  };
  asked.onsuccess = () => done(void (globalThis.held = asked.result));
})
"""
#: Opens the store as a version that is not written yet, and gives its number.
OVERTAKE = """
() => new Promise((done, fail) => {
  const asked = indexedDB.open("chafang", 99);
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => done(asked.result.version);
})
"""


class OldStore:
    """What version 1 had kept, with a photograph in its draft that can be seen."""

    def __init__(self, shown: bytes) -> None:
        self.kept: dict[str, Any] = json.loads(FIXTURE.read_text(encoding="utf-8"))
        (self.draft,) = self.kept["drafts"]
        mine = {"sha256": hashlib.sha256(shown).hexdigest(), "size": len(shown)}
        self._of_draft("files").update(mine)
        self._of_draft("bytes")["bytes"] = base64.b64encode(shown).decode("ascii")

    @property
    def hashes(self) -> list[str]:
        return sorted(file["sha256"] for file in self.kept["files"])

    def lay(self, page: Page) -> None:
        page.evaluate(LAY, [KEYS, self.kept])

    def _of_draft(self, store: str) -> dict[str, Any]:
        mine = self.draft["draftId"]
        return next(each for each in self.kept[store] if each["holder"] == mine)
