/** The file of a phone's unsent work, opened as the office opens it. */
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { Phone } from "../../src/sync";
import { open } from "../../src/sync/sealing";
import type { Pair } from "../../src/sync/sealing";
import { begun, boot, enrolled, finalised, shoot, spoil, write } from "./device";
import { json } from "./office";
import type { Office } from "./office";

const address = new URL("../../../../tests/conformance/sealing.json", import.meta.url);
const { office: OFFICE } = JSON.parse(readFileSync(address, "utf8")) as { office: Pair };

interface Sheet {
  readonly folder: string;
  readonly instance_id: string;
  readonly xml_sha256: string;
  readonly aside?: object;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly name: string }[];
}

async function sealed(): Promise<{ office: Office; phone: Phone }> {
  const { office } = await enrolled();
  office.fault = ({ path }) =>
    path === "/api/v1/protection"
      ? Promise.resolve(json(200, { office_key: OFFICE.publicText }))
      : null;
  const phone = await boot(office);
  await vi.waitFor(() => expect(phone.protection.isSealed).toBe(true));
  return { office, phone };
}

test("holds every draft and every submission without a receipt, each by its hash", async () => {
  const { phone } = await sealed();
  const delivered = await finalised(phone, 100);
  await phone.sync();
  const waiting = await finalised(phone, 900, 1_500_000);
  const draft = await begun(phone);
  write(draft.form, "半份村");
  await shoot(draft, 400, 7);
  await draft.close();
  const steps: number[] = [];
  const made = await phone.saveBundle((done) => steps.push(done));
  if (made.state !== "made") throw new Error(made.state);
  expect(made.count).toBe(2);
  expect(steps).toEqual([0, 1]);
  expect(made.name).toMatch(/^chafang-714-[\d-]+\.chafang$/);
  const parts = unzipped(await opened(made.file));
  const manifest = JSON.parse(parts.get("manifest.json")!.toString()) as {
    readonly device: object;
    readonly submissions: readonly Sheet[];
    readonly drafts: readonly Sheet[];
  };
  expect(manifest.device).toEqual({ id: "device-1", label: "714" });
  expect(manifest.submissions).toMatchObject([{ instance_id: waiting }]);
  expect(JSON.stringify(manifest)).not.toContain(delivered);
  expect(manifest.drafts).toMatchObject([{ aside: {} }]);
  for (const sheet of [...manifest.submissions, ...manifest.drafts]) {
    expect(sha(parts.get(`${sheet.folder}/answers.xml`)!)).toBe(sheet.xml_sha256);
    expect(sheet.files.length).toBeGreaterThan(0);
    for (const file of sheet.files) expect(sha(parts.get(file.path)!)).toBe(file.sha256);
  }
  const secret = createHash("sha256").update("token-1").digest("hex");
  const proof = createHmac("sha256", secret).update(parts.get("manifest.json")!).digest("hex");
  expect(parts.get("proof")!.toString()).toBe(proof);
  // Nothing on the phone has changed.
  expect(await phone.outbox()).toHaveLength(2);
  expect(await phone.drafts()).toHaveLength(1);
});

test("is not made when there is nothing in it, or nobody to seal it to", async () => {
  const { phone } = await sealed();
  expect(await phone.saveBundle(() => undefined)).toEqual({ state: "nothing", absent: 0 });
  const { phone: stranger } = await enrolled();
  await begun(stranger);
  expect(await stranger.saveBundle(() => undefined)).toEqual({ state: "no_key" });
});

test("what does not open is counted, and keeps nothing else from the file", async () => {
  const { phone } = await sealed();
  await finalised(phone, 100, 200);
  const shut = await finalised(phone, 100);
  await spoil("items", (item) => item["instanceId"] === shut);
  expect(await phone.outbox()).toHaveLength(1);
  expect(await phone.unopened()).toBe(1);
  const [file] = (await phone.outbox())[0]!.photos;
  await spoil("bytes", (bytes) => bytes["name"] === file!.name);
  const made = await phone.saveBundle(() => undefined);
  if (made.state !== "made") throw new Error(made.state);
  expect(made).toMatchObject({ count: 1, absent: 2 });
  await spoil("items", (item) => item["instanceId"] !== shut);
  expect(await phone.saveBundle(() => undefined)).toEqual({ state: "nothing", absent: 2 });
});

test("a phone signed out still saves its work, as nobody's", async () => {
  const { phone } = await sealed();
  await finalised(phone, 100);
  await phone.signOut();
  const made = await phone.saveBundle(() => undefined);
  if (made.state !== "made") throw new Error(made.state);
  const parts = unzipped(await opened(made.file));
  expect(parts.has("proof")).toBe(false);
  expect(JSON.parse(parts.get("manifest.json")!.toString())).toMatchObject({ device: { id: "" } });
});

async function opened(file: Blob): Promise<Buffer> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const first = bytes.indexOf(10);
  const second = bytes.indexOf(10, first + 1);
  const told = JSON.parse(bytes.subarray(first + 1, second).toString()) as { key: string; piece: number };
  const raw = (await open(OFFICE, "bundle", told.key))!;
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const additionalData = await crypto.subtle.digest("SHA-256", bytes.subarray(0, second + 1));
  const found: Buffer[] = [];
  for (let at = second + 1, number = 0; at < bytes.length; number++) {
    const piece = bytes.subarray(at, at + told.piece + 16);
    at += piece.length;
    const iv = new Uint8Array(12);
    iv[10] = number;
    iv[11] = at >= bytes.length ? 1 : 0;
    const how = { name: "AES-GCM", iv, additionalData };
    found.push(Buffer.from(await crypto.subtle.decrypt(how, key, piece)));
  }
  return Buffer.concat(found);
}

/** Reads a ZIP by its directory, as others do. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const found = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [size, length, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    const name = zip.subarray(at + 46, at + 46 + length).toString();
    const start = local + 30 + zip.readUInt16LE(local + 26);
    found.set(name, zip.subarray(start, start + size));
    at += 46 + length;
  }
  return found;
}

function sha(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
