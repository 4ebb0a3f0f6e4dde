/** Whether a camera in the page can be tried at all. Asks nobody for permission. */

export type Standing = "ready" | "absent" | "refused";

/** Look before the tap is used up: a browser opens its chooser only shortly after it. */
export async function cameraStanding(): Promise<Standing> {
  const devices = globalThis.navigator?.mediaDevices;
  if (!devices?.getUserMedia) return "absent";
  if ((await permission()) === "denied") return "refused";
  const found = await devices.enumerateDevices().catch(() => []);
  return found.some((device) => device.kind === "videoinput") ? "ready" : "absent";
}

async function permission(): Promise<string> {
  try {
    const asked = await navigator.permissions.query({ name: "camera" as PermissionName });
    return asked.state;
  } catch {
    // This browser does not tell; opening the camera will.
    return "prompt";
  }
}
