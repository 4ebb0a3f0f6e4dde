/** Whether this page tries a draft: its link says so, then its address. */
import { tokenFromFragment } from "../../sync";

const MARK = "?try";

/** The token of the link, while it stands in the address. */
export const token = tokenFromFragment(location.hash);
export const isTrying = token !== null || location.search === MARK;

/** Take the token out of the address bar; the page goes on trying when it is loaded anew. */
export function clearToken(): void {
  history.replaceState(null, "", `${location.pathname}${MARK}#/`);
}

/** Back to the phone's own work. */
export function leave(): void {
  location.replace(location.pathname);
}

// A code scanned while the app is open changes the fragment alone.
addEventListener("hashchange", () => {
  if (tokenFromFragment(location.hash) !== null) location.reload();
});
