/** Away for long: the page is loaded anew, and with it goes the key. */
import type { Phone } from "../../sync/types";

/** Lock the phone after its minutes in the background; nothing unsaved is left by then. */
export function lockWhenAway(phone: Phone): void {
  let left: number | null = null;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      left = Date.now();
      return;
    }
    const minutes = left === null ? 0 : (Date.now() - left) / 60_000;
    left = null;
    if (phone.protection.hasPin && minutes >= phone.protection.lockMinutes) location.reload();
  });
}
