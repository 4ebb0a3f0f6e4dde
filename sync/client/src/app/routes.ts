import { ref } from "vue";

/** Where the reader is. The address after the # says it, so that Back works. */
export type Route =
  | { at: "home" }
  | { at: "enrol"; code: string }
  | { at: "fill"; draft: string; page: string | null }
  | { at: "outbox" }
  | { at: "receipt"; instance: string }
  | { at: "map" }
  | { at: "finalise" }
  | { at: "followup" }
  | { at: "me" };

/** Read an address. An unknown one leads home. */
export function parse(hash: string): Route {
  const [head, first, second] = parts(hash);
  if (head === "enrol") return { at: "enrol", code: first ?? "" };
  if (head === "fill" && first) return { at: "fill", draft: first, page: second ?? null };
  if (head === "receipt" && first) return { at: "receipt", instance: first };
  if (head === "outbox") return { at: "outbox" };
  if (head === "map") return { at: "map" };
  if (head === "finalise") return { at: "finalise" };
  if (head === "followup") return { at: "followup" };
  if (head === "me") return { at: "me" };
  return { at: "home" };
}

function parts(hash: string): string[] {
  return hash.replace(/^#?\/?/, "").split("/").filter(Boolean).map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Write the address of a route. */
export function address(route: Route): string {
  return `#/${pathOf(route).map(encodeURIComponent).join("/")}`;
}

function pathOf(route: Route): string[] {
  switch (route.at) {
    case "home":
      return [];
    case "enrol":
      return ["enrol", route.code];
    case "fill":
      return route.page === null ? ["fill", route.draft] : ["fill", route.draft, route.page];
    case "receipt":
      return ["receipt", route.instance];
    default:
      return [route.at];
  }
}

/** The route on screen. */
export const route = ref<Route>(parse(location.hash));

/** Go there; Back returns. */
export function go(next: Route): void {
  history.pushState(null, "", address(next));
  route.value = next;
}

/** Go there in place of the present address; Back skips it. */
export function replace(next: Route): void {
  history.replaceState(null, "", address(next));
  route.value = next;
}

/** Follow the address bar from now on. */
export function listen(): void {
  addEventListener("hashchange", () => {
    route.value = parse(location.hash);
  });
}
