/** Whether this page may keep anything at all. */

export type Context =
  | { readonly state: "secure" }
  /** Browsers give storage, camera and place only over https or on this machine. */
  | { readonly state: "insecure"; readonly address: string };

/** Ask the browser. The screens offer Collect when the answer is "insecure". */
export function secureContext(): Context {
  if (globalThis.isSecureContext) return { state: "secure" };
  return { state: "insecure", address: globalThis.location?.origin ?? "" };
}
