/** A phone in a test: it enrols, fills, takes photos and syncs. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import type { OpenForm, PhotoStrip } from "../../src/forms";
import { openPhone } from "../../src/sync";
import type { OpenDraft, Phone } from "../../src/sync";
import { find, makeForm } from "../forms/make";
import { Office } from "./office";

export const PLAQUES = makeForm([
  { type: "hidden", name: "visit_id" },
  { type: "hidden", name: "team_code" },
  { type: "text", name: "site", bind: 'required="true()"' },
  { type: "image", name: "shot", bind: 'x_max_photos="5"' },
  ...[2, 3, 4, 5].map((number) => ({ type: "image", name: `shot_${number}` })),
]);

const scope = globalThis as unknown as Record<string, unknown>;

/** A new phone with an empty store. */
export function fresh(): void {
  scope["indexedDB"] = new IDBFactory();
  scope["IDBKeyRange"] = IDBKeyRange;
  scope["isSecureContext"] = true;
}

/** The page is killed and opened again: same store, nothing else. */
export async function boot(office: Office): Promise<Phone> {
  const opened = await openPhone(office.world);
  if (opened.state !== "ready") throw new Error(opened.state);
  return opened.phone;
}

/** An enrolled phone with the form on it. */
export async function enrolled(office = new Office()): Promise<{ office: Office; phone: Phone }> {
  fresh();
  office.forms = [
    { form_id: "test", version: "1", title: "挂牌", hash: "md5:1", url: "/f/test.xml", media: [] },
  ];
  office.texts.set("/f/test.xml", PLAQUES);
  const phone = await boot(office);
  const result = await phone.enrol("good", "714");
  if (result.state !== "enrolled") throw new Error(result.state);
  await phone.sync();
  return { office, phone };
}

export async function begun(phone: Phone): Promise<OpenDraft> {
  const [form] = await phone.forms();
  const opened = await phone.begin(form!, null);
  if (opened.state !== "open") throw new Error(opened.state);
  return opened.draft;
}

export async function reopenedDraft(phone: Phone, draftId: string): Promise<OpenDraft> {
  const opened = await phone.open(draftId);
  if (opened.state !== "open") throw new Error(opened.state);
  return opened.draft;
}

export function strip(form: OpenForm): PhotoStrip {
  return find(form, "shot", "photoStrip");
}

export function write(form: OpenForm, site: string): void {
  find(form, "site", "text").set(site);
}

/** The beginning of a JPEG of 16 × 16 pixels: small enough to stay as it is. */
const HEAD = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0, 0xff, 0xda];

/** A JPEG by its first bytes, of any size, each with its own content. */
export function picture(size: number, seed = 1): File {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 31 + seed * 7 + (index >> 8)) & 255;
  bytes.set(HEAD.slice(0, size));
  return new File([bytes], "照片.jpg", { type: "image/jpeg" });
}

export async function shoot(draft: OpenDraft, size: number, seed = 1): Promise<string> {
  const kept = await draft.keepPhoto(strip(draft.form), picture(size, seed), "input_camera");
  if (kept.state !== "kept") throw new Error(kept.state);
  return kept.name;
}

/** Records of a store are damaged where they lie: those that are picked. */
export async function spoil(
  store: string,
  picked: (record: Readonly<Record<string, unknown>>) => boolean = () => true,
): Promise<void> {
  const database = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open("chafang");
    request.onsuccess = () => done(request.result);
  });
  await new Promise((done) => {
    const transaction = database.transaction(store, "readwrite");
    const kept = transaction.objectStore(store);
    const all = kept.getAll();
    all.onsuccess = () => {
      for (const record of (all.result as { covered: ArrayBuffer }[]).filter((one) => picked({ ...one }))) {
        const covered = new Uint8Array(record.covered).map((byte) => byte ^ 1);
        kept.put({ ...record, covered: covered.buffer });
      }
    };
    transaction.oncomplete = done;
  });
  database.close();
}

/** A finalised submission with photos of these sizes. */
export async function finalised(phone: Phone, ...sizes: number[]): Promise<string> {
  const draft = await begun(phone);
  write(draft.form, "王楼村");
  for (const [index, size] of sizes.entries()) await shoot(draft, size, index);
  const result = await draft.finalise();
  if (result.state !== "finalised") throw new Error(result.state);
  return result.instanceId;
}
