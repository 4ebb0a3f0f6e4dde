import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nextTick, ref } from "vue";
import { useAwake } from "../../../src/app/places/awake";
import { drawn, turn } from "../drawn";

/** The browser's locks: how many were asked for, and how many are held. */
let asked = 0;
let held = 0;

beforeEach(() => {
  asked = 0;
  held = 0;
  turn("visible");
  vi.stubGlobal("navigator", { wakeLock: { request } });
});
afterEach(() => vi.unstubAllGlobals());

async function request(): Promise<object> {
  asked += 1;
  held += 1;
  return { release: async () => (held -= 1) };
}

test("the screen stays on again after the page was hidden", async () => {
  const walks = ref(false);
  const [, leave] = drawn(() => useAwake(walks));
  walks.value = true;
  await settled();
  turn("hidden");
  await settled();
  expect([asked, held]).toEqual([1, 0]);
  turn("visible");
  await settled();
  expect([asked, held]).toEqual([2, 1]);
  leave();
  expect(held).toBe(0);
});

test("a lock that comes too late is let go", async () => {
  const walks = ref(false);
  const [, leave] = drawn(() => useAwake(walks));
  walks.value = true;
  await nextTick();
  leave();
  await settled();
  expect([asked, held]).toEqual([1, 0]);
});

/** All promises at hand have settled. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
