/** A stream from a camera or a microphone, and what stood in its way. */

export type Trouble = "refused" | "absent" | "busy" | "failed";

const TROUBLES: Readonly<Record<string, Trouble>> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "absent",
  OverconstrainedError: "absent",
  NotReadableError: "busy",
  AbortError: "busy",
};

export type Opened =
  | { readonly state: "open"; readonly stream: MediaStream }
  | { readonly state: Trouble };

/** Ask the browser for a stream. */
export async function openStream(wanted: MediaStreamConstraints): Promise<Opened> {
  try {
    return { state: "open", stream: await navigator.mediaDevices.getUserMedia(wanted) };
  } catch (error) {
    return { state: troubleOf(error) };
  }
}

/** Let go of the camera or the microphone. */
export function endStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Name what a browser threw. */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return TROUBLES[name] ?? "failed";
}
