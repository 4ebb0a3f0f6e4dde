"""Places in the browser: the form that asks for them, and a phone full of work."""

from __future__ import annotations

TITLE = "位置表"
FORM = """
survey
| type | name | label | required | appearance | parameters |
| hidden | visit_id | | | | |
| hidden | team_code | | | | |
| text | site_name | 单位名称 | yes | | |
| geopoint | loc | 位置 | yes | | capture-accuracy=10 warning-accuracy=50 |
| geopoint | spot | 牌子位置 | | placement-map | |
| geotrace | way | 巡查路线 | | | |
| geoshape | yard | 院落边界 | | | |
settings
| form_title | form_id | version |
| 位置表 | plots | 1 |
"""

#: Counts how often the bytes of seeded photographs are read, one by one or at once.
COUNT = """
globalThis.photosRead = 0;
for (const name of ["get", "getAll", "openCursor"]) {
  const own = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (...what) {
    const isOther = Array.isArray(what[0]) && !what[0][0].startsWith("holder-");
    if (this.name === "bytes" && !isOther) globalThis.photosRead += 1;
    return own.apply(this, what);
  };
}
"""

#: So many visits, drafts and submissions, and photographs of these, as they are kept.
SEED = """
([visits, items, photos, day]) => new Promise((done, fail) => {
  const request = indexedDB.open("chafang");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const stores = ["visits", "drafts", "items", "bytes"];
    const work = database.transaction(stores, "readwrite");
    work.oncomplete = () => { database.close(); done(); };
    work.onabort = () => fail(work.error);
    const put = (store, record) => work.objectStore(store).put(record);
    const two = (count) => String(count).padStart(3, "0");
    for (let nth = 0; nth < visits; nth += 1) {
      put("visits", {
        id: `visit-${nth}`, code: "", mode: "unannounced", siteName: `第${two(nth)}村`,
        regionCode: "371424105000", regionPath: ["德州市", "临邑县"],
        latitude: 37.1 + (nth % 17) / 60, longitude: 116.7 + nth / 900,
        plannedFrom: day, plannedTo: day, status: "issued", forms: ["plots"],
      });
    }
    for (let nth = 0; nth < visits; nth += 1) {
      put("drafts", {
        draftId: `draft-${nth}`, instanceId: `uuid:draft-${nth}`, formId: "plots",
        version: "1", title: "位置表", visit: null, replaces: null, returned: null,
        createdAt: day, savedAt: day, photos: 0, answered: 2, asked: 4, problems: 0,
        subject: `第${two(nth)}村村民委员会暨党群服务中心、新时代文明实践站`,
        answers: { xml: "<data/>", aside: { values: {}, rows: {} } },
        pendingPhoto: null,
      });
    }
    let left = photos;
    for (let nth = 0; nth < items; nth += 1) {
      const holder = `holder-${nth}`;
      const instanceId = `uuid:seed-${nth}`;
      const share = Math.ceil(left / (items - nth));
      left -= share;
      const files = Array.from({ length: share }, (_, at) => (
        { name: `shot-${at}.jpg`, sha256: "0".repeat(64), size: 1048576 }));
      const waiting = { url: null, offset: 0, state: "waiting" };
      put("items", {
        instanceId, holder, formId: "plots", version: "1", title: "位置表", visit: null,
        point: { latitude: 37.1 + (nth % 20) / 100, longitude: 116.8 },
        xml: `<data>${"填报内容".repeat(2000)}</data>`,
        manifest: { instance_id: instanceId, xml_sha256: "0".repeat(64), files },
        replaces: null, finalisedAt: "2026-03-12T01:00:00.000Z", state: "delivered",
        uploads: Object.fromEntries(files.map(({ name }) => [name, waiting])),
        answersReceivedAt: null, deliveredAt: new Date().toISOString(), problem: null,
        returned: null, revisedBy: null, receipt: null,
      });
      for (const { name } of files) {
        put("bytes", { holder, name, bytes: new Uint8Array(1000).buffer });
      }
    }
  };
})
"""
