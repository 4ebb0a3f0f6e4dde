/** The draft's face to phones: OpenRosa, opened by its token, without an account. */
import { isList } from "../form_files";
import type { FormFile, FormRecord, ItemRecord, ListText } from "../records";
import { Server } from "../server";
import type { World } from "../server";
import type { KeptFile } from "../types";

type Failed = { readonly state: "gone" } | { readonly state: "offline" };
type Got = { readonly state: "here"; readonly bytes: ArrayBuffer } | Failed;
export type Fetched = { readonly state: "here"; readonly form: FormRecord } | Failed;
export type Posted =
  | { readonly state: "sent" }
  | { readonly state: "refused"; readonly why: string }
  | Failed;

/** What every answer of this face carries. */
const OURS = "x-openrosa-version";

interface Named {
  readonly name: string;
  readonly hash: string;
  readonly url: string;
}

export class DraftOffice {
  private readonly server: Server;

  constructor(
    world: World,
    private readonly token: string,
  ) {
    this.server = new Server(world, null);
  }

  /** The form with all that belongs to it; what is here already is not fetched again. */
  async form(known: FormRecord | null): Promise<Fetched> {
    const list = await this.get(`${this.base}/formList`);
    if (list.state !== "here") return list;
    const told = xml(list.bytes).getElementsByTagName("xform")[0];
    if (told === undefined) return { state: "offline" };
    const definition = await this.definition(told, known);
    if (definition.state !== "here") return definition;
    const files = await this.files(textIn(told, "manifestUrl"), known);
    if (files === null) return { state: "offline" };
    const form: FormRecord = {
      formId: textIn(told, "formID"),
      version: textIn(told, "version"),
      title: textIn(told, "name"),
      hash: textIn(told, "hash"),
      definition: new TextDecoder().decode(definition.bytes),
      ...files,
      ready: true,
      closed: false,
      listed: true,
    };
    return { state: "here", form };
  }

  /** Send one test, or one more file of it; the office shows it beside the draft. */
  async post(item: ItemRecord, file: KeptFile | null): Promise<Posted> {
    const parts = new FormData();
    parts.append("xml_submission_file", new Blob([item.xml], { type: "text/xml" }), "submission.xml");
    if (file !== null) parts.append(file.name, new Blob([file.bytes], { type: file.mime }), file.name);
    const body = new Response(parts);
    const type = body.headers.get("content-type") ?? "";
    const headers = { "Content-Type": type, "X-OpenRosa-Version": "1.0" };
    const ask = { method: "POST", path: `${this.base}/submission`, headers, body: await body.arrayBuffer() } as const;
    const answer = await this.server.send(ask, async (response) => ({ response, text: await response.text() }));
    if (answer === null || !answer.response.headers.has(OURS)) return { state: "offline" };
    const { status } = answer.response;
    if (status === 404) return { state: "gone" };
    return status < 300 ? { state: "sent" } : { state: "refused", why: said(answer.text) };
  }

  private get base(): string {
    return `/v1/test/${encodeURIComponent(this.token)}/projects/1`;
  }

  private async definition(told: Element, known: FormRecord | null): Promise<Got> {
    if (known !== null && known.hash === textIn(told, "hash")) {
      return { state: "here", bytes: new TextEncoder().encode(known.definition).buffer };
    }
    return this.get(pathOf(textIn(told, "downloadUrl")));
  }

  private async files(
    manifest: string,
    known: FormRecord | null,
  ): Promise<{ lists: readonly ListText[]; files: readonly FormFile[] } | null> {
    const lists: ListText[] = [];
    const files: FormFile[] = [];
    if (manifest === "") return { lists, files };
    const told = await this.get(pathOf(manifest));
    if (told.state !== "here") return null;
    for (const one of [...xml(told.bytes).getElementsByTagName("mediaFile")].map(named)) {
      const had = [...(known?.lists ?? []), ...(known?.files ?? [])].find(({ name, hash }) => name === one.name && hash === one.hash);
      const got = had === undefined ? await this.get(one.url) : null;
      if (got !== null && got.state !== "here") return null;
      const { name, hash } = one;
      const bytes = got?.bytes ?? (had !== undefined && "bytes" in had ? had.bytes : null);
      if (!isList(name)) files.push({ name, hash, bytes: bytes ?? new ArrayBuffer(0) });
      else lists.push({ name, hash, text: bytes === null ? (had as ListText).text : new TextDecoder().decode(bytes) });
    }
    return { lists, files };
  }

  private async get(path: string): Promise<Got> {
    const headers = { "X-OpenRosa-Version": "1.0" };
    const answer = await this.server.send({ method: "GET", path, headers }, async (response) => ({
      response,
      bytes: await response.arrayBuffer(),
    }));
    if (answer === null) return { state: "offline" };
    const { response, bytes } = answer;
    const isPage = /^text\/html/i.test(response.headers.get("content-type") ?? "");
    if (response.ok && !isPage) return { state: "here", bytes };
    // Only our own word counts: a network that wants a login says 404 as well.
    return { state: response.status === 404 && response.headers.has(OURS) ? "gone" : "offline" };
  }
}

/** The office may be known by another name to itself than to this phone. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, "http://localhost");
  return pathname + search;
}

function xml(bytes: ArrayBuffer): Document {
  return new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/xml");
}

function textIn(from: Element, name: string): string {
  return from.getElementsByTagName(name)[0]?.textContent ?? "";
}

function named(told: Element): Named {
  return { name: textIn(told, "filename"), hash: textIn(told, "hash"), url: pathOf(textIn(told, "downloadUrl")) };
}

function said(text: string): string {
  return new DOMParser().parseFromString(text, "text/xml").getElementsByTagName("message")[0]?.textContent ?? "";
}
