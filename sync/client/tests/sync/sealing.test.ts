/** What is sealed to the office is sealed as the office reads it. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sealFile } from "../../src/sync/sealed_file";
import { bytesOf, newPair, open, seal, sealWith, textOf } from "../../src/sync/sealing";
import type { Bytes, Pair } from "../../src/sync/sealing";

interface Case {
  readonly name: string;
  readonly purpose: string;
  readonly plain: string;
  readonly sealed: string;
  readonly opens: boolean;
}

const address = new URL("../../../../tests/conformance/sealing.json", import.meta.url);
const { office, ephemeral, cases } = JSON.parse(readFileSync(address, "utf8")) as {
  readonly office: Pair;
  readonly ephemeral: Pair;
  readonly cases: readonly Case[];
};

test.each(cases)("sealing: $name", async ({ purpose, plain, sealed, opens }) => {
  const opened = await open(office, purpose, sealed);
  if (!opens) return expect(opened).toBeNull();
  expect(textOf(opened!)).toBe(plain);
  expect(await sealWith(ephemeral, office.publicText, purpose, bytesOf(plain))).toBe(sealed);
});

test("what was sealed to a fresh pair opens for it alone", async () => {
  const pair = await newPair();
  const sealed = await seal(pair.publicText, "unlock-answer", bytesOf("AQID"));
  expect(textOf((await open(pair, "unlock-answer", sealed))!)).toBe("AQID");
  expect(await open(office, "unlock-answer", sealed)).toBeNull();
});

describe("a sealed file", () => {
  test.each([[0], [1], [15], [16], [17], [32], [100]])("of %i bytes opens to them", async (size) => {
    const plain = Uint8Array.from({ length: size }, (_, index) => index);
    expect(await opened(await sealFile(office.publicText, parts(plain), 16))).toEqual(plain);
  });
});

async function* parts(plain: Bytes): AsyncGenerator<Bytes> {
  for (let at = 0; at < plain.length; at += 7) yield plain.slice(at, at + 7);
}

/** Opens as the office does: each piece by its number, the last one as the last. */
async function opened(file: Blob): Promise<Uint8Array> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const lines = [bytes.indexOf(10), bytes.indexOf(10, bytes.indexOf(10) + 1)] as const;
  const told = JSON.parse(new TextDecoder().decode(bytes.slice(lines[0] + 1, lines[1]))) as {
    readonly key: string;
    readonly piece: number;
  };
  const raw = (await open(office, "bundle", told.key))!;
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const additionalData = await crypto.subtle.digest("SHA-256", bytes.slice(0, lines[1] + 1));
  const found: number[] = [];
  for (let at = lines[1] + 1, number = 0; at < bytes.length; number++) {
    const piece = bytes.slice(at, at + told.piece + 16);
    at += piece.length;
    const iv = new Uint8Array(12);
    iv[10] = number;
    iv[11] = at >= bytes.length ? 1 : 0;
    const how = { name: "AES-GCM", iv, additionalData };
    found.push(...new Uint8Array(await crypto.subtle.decrypt(how, key, piece)));
  }
  return Uint8Array.from(found);
}
