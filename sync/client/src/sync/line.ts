/** What kind of line the phone is on, and whether photos may go over it. Pure. */

/** "untold": this browser does not say, so nothing can be made to wait for Wi-Fi. */
export type Line = "wifi" | "mobile" | "untold";

/** What the inspector wants: photos over any line, over Wi-Fi, or now all the same. */
export type PhotoWish = "any_line" | "wifi_only" | "now_anyway";

/** What of `navigator.connection` matters here. */
export interface Connection extends EventTarget {
  readonly type?: string;
}

const FREE: ReadonlySet<string> = new Set(["wifi", "ethernet"]);
const PAID: ReadonlySet<string> = new Set(["cellular", "bluetooth", "wimax"]);

/** Read the kind of line; phones tell it, most desktop browsers and Safari do not. */
export function lineOf(connection: Connection | null): Line {
  const type = connection?.type ?? "";
  if (FREE.has(type)) return "wifi";
  return PAID.has(type) ? "mobile" : "untold";
}

/** Whether photos may go now. Answers always may: they are small and worth the most. */
export function carriesPhotos(wish: PhotoWish, line: Line): boolean {
  return wish !== "wifi_only" || line !== "mobile";
}

/** The browser's own word on its line, or null where it has none. */
export function connectionHere(): Connection | null {
  const told = globalThis.navigator as { readonly connection?: Connection } | undefined;
  return told?.connection ?? null;
}
