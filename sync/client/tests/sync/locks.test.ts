/** A name is held by one at a time, and the next one waits a while for it. */
import { expect, test } from "vitest";
import { alone, hold } from "../../src/sync/locks";

test("the next one waits until the name is let go", async () => {
  const first = await hold("draft", 10_000);
  const second = hold("draft", 10_000);
  first!();
  const held = await second;
  expect(held).not.toBeNull();
  held!();
});

test("whoever holds on is not disturbed", async () => {
  const first = await hold("draft", 10_000);
  expect(await hold("draft", 20)).toBeNull();
  expect(await alone("draft", async () => "mine")).toEqual({ state: "elsewhere" });
  first!();
  (await hold("draft", 10_000))!();
});
