/** An office to talk to: our protocol in memory, and a link that breaks on demand. */
import { createHash } from "node:crypto";
import type { World } from "../../src/sync/server";
import { decide } from "./decide";
import type { Kept } from "./decide";

interface Stored {
  readonly xml: string;
  readonly manifest: readonly { name: string; sha256: string; size: number }[];
  readonly files: Map<string, { name: string; sha256: string; size: number }>;
}

interface Partial {
  readonly instance: string;
  readonly name: string;
  readonly sha256: string;
  readonly length: number;
  bytes: Buffer;
}

export type Fault = (
  request: { readonly method: string; readonly path: string; readonly body: Buffer },
  answer: () => Promise<Response>,
) => Promise<Response> | null;

export class Office {
  readonly submissions = new Map<string, Stored>();
  readonly partials = new Map<string, Partial>();
  readonly requests: string[] = [];
  readonly feed: object[] = [];
  forms: object[] = [];
  texts = new Map<string, string>();
  epoch = "epoch-1";
  known = true;
  /** Wholly here from earlier phones of the same person. */
  received = 0;
  fault: Fault = () => null;
  clock = new Date("2026-03-12T06:00:00Z");
  private counter = 0;

  readonly world: World = {
    fetch: (input, init) => this.fetch(String(input), init),
    now: () => this.clock,
    random: () => 0.5,
    ticks: () => (this.counter += 5_000),
    origin: "http://office.test",
    language: "zh-CN",
  };

  private async fetch(url: string, init: RequestInit | undefined): Promise<Response> {
    const method = init?.method ?? "GET";
    const path = url.replace("http://office.test", "");
    const body = await bytesOf(init?.body ?? null);
    this.requests.push(`${method} ${path}`);
    const answer = async () => this.answer(method, path, new Headers(init?.headers), body);
    const broken = this.fault({ method, path, body }, answer);
    return broken ?? answer();
  }

  private answer(method: string, path: string, headers: Headers, body: Buffer): Response {
    if (path === "/api/v1/enrolments") return this.enrol(JSON.parse(body.toString()));
    if (!this.known || headers.get("authorization") !== "Bearer token-1") {
      return json(401, { code: "device_unknown", title: "设备未登记" });
    }
    if (path.startsWith("/api/v1/uploads")) return this.tus(method, path, headers, body);
    if (path === "/api/v1/submissions") return this.receive(JSON.parse(body.toString()));
    if (path.endsWith("/receipt")) {
      const id = decodeURIComponent(path.split("/").at(-2) ?? "");
      return this.submissions.has(id) ? json(200, this.receipt(id)) : json(404, { code: "not_found" });
    }
    if (path.startsWith("/api/v1/changes")) return json(200, this.changes());
    if (path === "/api/v1/forms") return json(200, { forms: this.forms, closed: [] });
    if (path === "/api/v1/visits") return json(200, { visits: [] });
    const text = this.texts.get(path);
    return text === undefined ? json(404, { code: "not_found" })
      : new Response(text, { headers: { "content-type": "text/xml" } });
  }

  private enrol(told: { code: string }): Response {
    if (told.code !== "good") return json(410, { code: "code_used", title: "码已用过" });
    return json(201, {
      token: "token-1", device_id: "device-1", device_label: "714", openrosa_url: "http://o",
      campaign: { code: "C", name: "专项" }, team: { code: "DZ-07", name: "德州-07 组" },
      user: { display_name: "李", staff_no: "0714" }, project: 1, epoch: this.epoch,
      received: this.received, received_partly: 0,
      server_time: this.clock.toISOString(),
    });
  }

  private changes(): object {
    return {
      cursor: `c${this.feed.length}`, epoch: this.epoch, server_time: this.clock.toISOString(),
      submissions: this.feed, forms_changed: false, visits_changed: false, more: false,
    };
  }

  private receive(told: { xml: string; files: Stored["manifest"] }): Response {
    const id = /<instanceID>([^<]+)</.exec(told.xml)?.[1] ?? "";
    const deprecated = /<deprecatedID>([^<]+)</.exec(told.xml)?.[1] ?? null;
    const incoming = { instance_id: id, xml_sha256: sha(Buffer.from(told.xml)), deprecated_id: deprecated };
    const decided = decide(incoming, this.kept(id), deprecated === null ? null : this.kept(deprecated));
    if ("refusal" in decided) return json(404, { code: decided.refusal });
    if (decided.decision === "conflict") return json(409, { code: "instance_conflict" });
    if (decided.decision === "attach") return json(200, this.receipt(id));
    this.submissions.set(id, { xml: told.xml, manifest: told.files, files: new Map() });
    return json(201, this.receipt(id));
  }

  private kept(id: string): Kept | null {
    const stored = this.submissions.get(id);
    if (stored === undefined) return null;
    const replacing = `<deprecatedID>${id}</deprecatedID>`;
    const current = ![...this.submissions.values()].some((each) => each.xml.includes(replacing));
    return { instance_id: id, xml_sha256: sha(Buffer.from(stored.xml)), current };
  }

  receipt(id: string): object {
    const { xml, manifest, files } = this.submissions.get(id)!;
    const missing = manifest.filter((file) => files.get(file.name)?.sha256 !== file.sha256);
    return {
      instance_id: id, xml_sha256: sha(Buffer.from(xml)),
      state: missing.length > 0 ? "partial" : "complete",
      files: [...files.values()], missing, extra: [], conflicts: [],
      epoch: this.epoch, server_time: this.clock.toISOString(),
    };
  }

  private tus(method: string, path: string, headers: Headers, body: Buffer): Response {
    if (method === "POST") return this.create(headers);
    const partial = this.partials.get(path);
    if (partial === undefined) return tus(404);
    if (method === "HEAD") return tus(200, partial.bytes.length);
    if (Number(headers.get("upload-offset")) !== partial.bytes.length) return tus(409);
    const [, sum] = (headers.get("upload-checksum") ?? "").split(" ");
    if (createHash("sha1").update(body).digest("base64") !== sum) return tus(460);
    partial.bytes = Buffer.concat([partial.bytes, body]);
    return partial.bytes.length < partial.length ? tus(204, partial.bytes.length) : this.finish(path, partial);
  }

  private create(headers: Headers): Response {
    const pairs = (headers.get("upload-metadata") ?? "").split(",").map((pair) => pair.split(" "));
    const told = Object.fromEntries(pairs.map(([key, text]) => [key, Buffer.from(text!, "base64").toString()]));
    const path = `/api/v1/uploads/${++this.counter}`;
    this.partials.set(path, {
      instance: told["instance"]!, name: told["filename"]!, sha256: told["sha256"]!,
      length: Number(headers.get("upload-length")), bytes: Buffer.alloc(0),
    });
    return tus(201, 0, { location: `http://office.test${path}` });
  }

  private finish(path: string, partial: Partial): Response {
    this.partials.delete(path);
    const { instance, name, sha256, length: size } = partial;
    if (sha(partial.bytes) !== sha256) return tus(460);
    this.submissions.get(instance)!.files.set(name, { name, sha256, size });
    return tus(204, size);
  }
}

export function sha(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function bytesOf(body: BodyInit | null): Promise<Buffer> {
  return Buffer.from(await new Response(body).arrayBuffer());
}

export function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

function tus(status: number, offset?: number, more: Record<string, string> = {}): Response {
  const at = offset === undefined ? {} : { "upload-offset": String(offset) };
  return new Response(null, { status, headers: { "tus-resumable": "1.0.0", ...at, ...more } });
}
