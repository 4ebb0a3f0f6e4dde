/** The shared cases that Python passes too: the receipt rule and the decision table. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readManifest, readReceipt, receiptEquals } from "../../src/sync/receipt";
import { decide } from "./decide";
import type { Incoming, Kept } from "./decide";

interface ReceiptCase {
  readonly name: string;
  readonly manifest: unknown;
  readonly receipt: unknown;
  readonly equal: boolean;
}

interface DecisionCase {
  readonly name: string;
  readonly incoming: Incoming;
  readonly kept: Kept | null;
  readonly replaced: Kept | null;
  readonly decision?: string;
  readonly refusal?: string;
}

test.each(cases<ReceiptCase>("receipt.json"))("receipt: $name", (each) => {
  const manifest = readManifest(each.manifest);
  const receipt = readReceipt(each.receipt);
  expect(manifest).not.toBeNull();
  expect(receipt !== null && receiptEquals(manifest!, receipt)).toBe(each.equal);
});

test.each(cases<DecisionCase>("decision.json"))("decision: $name", (each) => {
  const { decision, refusal } = each;
  const wanted = decision === undefined ? { refusal } : { decision };
  expect(decide(each.incoming, each.kept, each.replaced)).toEqual(wanted);
});

function cases<Case>(file: string): readonly Case[] {
  const address = new URL(`../../../../tests/conformance/${file}`, import.meta.url);
  return (JSON.parse(readFileSync(address, "utf8")) as { cases: readonly Case[] }).cases;
}
