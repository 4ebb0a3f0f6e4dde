/** Something that lives in a component, drawn on a page and taken off it again. */
import { vi } from "vitest";
import { createApp } from "vue";

/** What `use` gives inside of a component, and how that leaves the page. */
export function drawn<T>(use: () => T): readonly [T, () => void] {
  vi.stubGlobal("SVGElement", document.defaultView!.SVGElement);
  const made: T[] = [];
  const app = createApp({
    setup() {
      made.push(use());
      return () => null;
    },
  });
  app.mount(document.createElement("div"));
  return [made[0]!, () => app.unmount()];
}

/** The page is hidden, or comes back. */
export function turn(visibilityState: "hidden" | "visible"): void {
  Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true });
  document.dispatchEvent(new (document.defaultView!.Event)("visibilitychange"));
}
