/** The shut phone: opened by its PIN, or by the office. */
import type { Database } from "./database";
import { publicOf } from "./enrolment";
import type { Answered, Lock, Unlocked } from "./lock_types";
import type { DeviceRecord } from "./records";
import { newPair, open } from "./sealing";
import type { Pair } from "./sealing";
import { Server } from "./server";
import type { Answer, World } from "./server";
import type { Device } from "./types";
import type { Vault } from "./vault";

const PURPOSE = "unlock-answer";

/** What was asked of the office, and the pair that its answer is sealed to. */
interface OpeningRecord {
  readonly key: "opening";
  readonly id: string;
  readonly pair: Pair;
}

export class StoreLock implements Lock {
  readonly __v_skip = true;

  constructor(
    private readonly database: Database,
    private readonly world: World,
    private readonly vault: Vault,
    private readonly record: DeviceRecord | null,
    private readonly opened: () => void,
  ) {}

  get device(): Device | null {
    return this.record === null ? null : publicOf(this.record);
  }

  get waitSeconds(): number {
    return this.vault.waitSeconds;
  }

  get canAsk(): boolean {
    return this.record !== null && this.vault.sealed !== null;
  }

  async unlock(pin: string): Promise<Unlocked> {
    const result = await this.vault.unlock(pin);
    if (result.state === "unlocked") this.opened();
    return result;
  }

  async ask(): Promise<Answered> {
    const { sealed } = this.vault;
    if (sealed === null) return { state: "not_asked" };
    const pair = await newPair();
    const answer = await this.post("/api/v1/openings", {
      sealed: sealed.text,
      reply_to: pair.publicText,
    });
    if (answer.state !== "answered") return failed(answer);
    const told = answer.json as { readonly opening?: string } | null;
    if (typeof told?.opening !== "string") return { state: "login_page" };
    const record: OpeningRecord = { key: "opening", id: told.opening, pair };
    await this.database.change(["settings"], async (shelf) => shelf.put("settings", record));
    return { state: "asked" };
  }

  async answer(): Promise<Answered> {
    const asked = await this.database.read(["settings"], (shelf) =>
      shelf.get<OpeningRecord>("settings", "opening"),
    );
    if (asked === undefined) return { state: "not_asked" };
    const answer = await this.post(`/api/v1/openings/${asked.id}/answer`, {});
    if (answer.state !== "answered") return failed(answer);
    const told = answer.json as { readonly state?: string; readonly answer?: string } | null;
    if (told?.state === "asked" || told?.state === "refused") return { state: told.state };
    const key = await open(asked.pair, PURPOSE, told?.answer ?? "");
    // An answer that does not open this store is none: it is asked anew.
    const isOpen = key !== null && (await this.vault.reopen(new TextDecoder().decode(key)));
    return { state: isOpen ? "opened" : "not_asked" };
  }

  async renew(pin: string): Promise<void> {
    await this.vault.setPin(pin);
    await this.database.change(["settings"], async (shelf) => shelf.delete("settings", "opening"));
    this.opened();
  }

  private post(path: string, body: object): Promise<Answer> {
    const headers = { "Content-Type": "application/json" };
    const server = new Server(this.world, this.record?.token ?? null);
    return server.ask({ method: "POST", path, headers, body: JSON.stringify(body) });
  }
}

function failed(answer: Exclude<Answer, { state: "answered" }>): Answered {
  if (answer.state === "offline" || answer.state === "login_page") return { state: answer.state };
  // The question is over, or its answer was fetched: it is asked anew.
  if (answer.problem.code === "opening_unknown") return { state: "not_asked" };
  return { state: "problem", problem: answer.problem };
}
