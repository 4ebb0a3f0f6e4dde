/** A phone joins a team: a one-time code becomes a token. */
import { Server } from "./server";
import type { World } from "./server";
import type { DeviceRecord } from "./records";
import type { Device, Enrolled, Received } from "./types";

export type Joined =
  | {
      readonly state: "enrolled";
      readonly record: DeviceRecord;
      readonly epoch: string;
      readonly received: Received;
    }
  | Exclude<Enrolled, { state: "enrolled" } | { state: "not_kept" }>;

/** The code in an enrolment link's fragment (`#/enrol/<code>`), or null. */
export function codeFromFragment(fragment: string): string | null {
  const code = /^#?\/enrol\/([^/?#]+)\/?$/.exec(fragment)?.[1];
  return code === undefined ? null : decodeURIComponent(code);
}

/** Take the code out of the address bar and the history. */
export function clearFragment(): void {
  const { pathname, search } = globalThis.location;
  globalThis.history.replaceState(null, "", `${pathname}${search}#/`);
}

/** Exchange a code. It goes by POST, never in an address. */
export async function exchange(world: World, code: string, label: string): Promise<Joined> {
  const platform = globalThis.navigator?.userAgent ?? "";
  const answer = await new Server(world, null).ask({
    method: "POST",
    path: "/api/v1/enrolments",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code, label, platform: platform.slice(0, 200) }),
  });
  if (answer.state === "offline" || answer.state === "login_page") return answer;
  if (answer.state !== "answered") return { state: "refused", problem: answer.problem };
  return readEnrolment(answer.json) ?? { state: "login_page" };
}

/** What the screens may know of an enrolment: all but the token. */
export function publicOf(record: DeviceRecord): Device {
  const { token: _, key: __, ...device } = record;
  return device;
}

function readEnrolment(json: unknown): Joined | null {
  const told = json as Told | null;
  const whole = typeof told?.token === "string" && typeof told.device_id === "string";
  if (told === null || !whole) return null;
  const record: DeviceRecord = { key: "device", token: told.token, ...deviceOf(told) };
  const received = { whole: told.received ?? 0, partly: told.received_partly ?? 0, begun: told.begun ?? 0 };
  return { state: "enrolled", record, epoch: String(told.epoch ?? ""), received };
}

interface Told {
  readonly token: string;
  readonly device_id: string;
  readonly device_label?: string;
  readonly campaign: Device["campaign"];
  readonly team: Device["team"];
  readonly user?: { readonly display_name: string; readonly staff_no: string } | null;
  readonly openrosa_url?: string;
  readonly received?: number;
  readonly received_partly?: number;
  readonly begun?: number;
  readonly epoch?: string;
}

function deviceOf(told: Told): Device {
  // A phone of nobody in particular has a user without a name.
  const user = told.user?.display_name ? told.user : null;
  return {
    deviceId: told.device_id,
    label: told.device_label ?? "",
    campaign: told.campaign,
    team: told.team,
    user: user === null ? null : { displayName: user.display_name, staffNo: user.staff_no },
    openrosaUrl: told.openrosa_url ?? "",
    valid: true,
  };
}
