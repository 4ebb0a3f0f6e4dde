/** What an office does with arriving answers, so that the test's office does it too. */

export interface Kept {
  readonly instance_id: string;
  readonly xml_sha256: string;
  readonly current: boolean;
}

export interface Incoming {
  readonly instance_id: string;
  readonly xml_sha256: string;
  readonly deprecated_id: string | null;
}

export type Decided =
  | { readonly decision: "create" | "attach" | "revise" | "conflict" }
  | { readonly refusal: "unknown_predecessor" | "stale_edit" };

export function decide(incoming: Incoming, kept: Kept | null, replaced: Kept | null): Decided {
  if (kept !== null) {
    return { decision: kept.xml_sha256 === incoming.xml_sha256 ? "attach" : "conflict" };
  }
  if (incoming.deprecated_id === null) return { decision: "create" };
  if (replaced === null) return { refusal: "unknown_predecessor" };
  return replaced.current ? { decision: "revise" } : { refusal: "stale_edit" };
}
