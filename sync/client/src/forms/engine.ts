/**
 * The one door to the form engine, `@getodk/xforms-engine` 0.22.0.
 *
 * No other file imports it. The engine keeps its state in objects that Vue makes
 * reactive; it never gets the bytes of a photo, only empty files with a name. What it
 * does wrong with restored photos (it forgets unchanged ones, it keeps the names of
 * removed ones) therefore has no hold on us: see `nameFile` and `clearFile`.
 */
import { loadForm } from "@getodk/xforms-engine";
import type {
  AnyNode,
  FormInstanceConfig,
  InstanceData,
  LoadFormResult,
  RootNode,
  UploadNode,
} from "@getodk/xforms-engine";
import { shallowReactive } from "vue";

export type {
  AnyNode,
  GroupNode,
  RepeatInstanceNode,
  RootNode,
  SelectNode,
  UploadNode,
} from "@getodk/xforms-engine";
export type EngineForm = Exclude<LoadFormResult, { status: "failure" }>;

export interface EngineEnvironment {
  readonly deviceId: string;
  readonly username: string;
  /** Where the phone is, as ODK writes a point; "" when nobody knows. */
  readonly place: () => Promise<string>;
}

/** Parse a definition; throws the engine's error when it is no form. */
export async function parse(
  definition: string,
  attachments: ReadonlyMap<string, string>,
): Promise<EngineForm> {
  const fetchFormAttachment = async (url: URL): Promise<Response> =>
    listResponse(attachments, url);
  const form = await loadForm(definition, { fetchFormAttachment });
  if (form.status === "failure") throw form.error;
  return form;
}

/** Begin an empty instance. */
export function create(form: EngineForm, environment: EngineEnvironment): RootNode {
  return form.createInstance(config(environment)).root;
}

/** Take up an instance where it was left; it keeps its instanceID. */
export async function restore(
  form: EngineForm,
  xml: string,
  environment: EngineEnvironment,
): Promise<RootNode> {
  const data = new FormData();
  data.set(
    "xml_submission_file",
    new File([xml], "xml_submission_file", { type: "text/xml" }),
  );
  const input = { data: [data as unknown as InstanceData] } as const;
  return (await form.restoreInstance(input, config(environment))).root;
}

/** The submission as XML, with the times of finishing filled in. */
export async function submissionXml(root: RootNode): Promise<string> {
  const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
  return payload.data[0].get("xml_submission_file").text();
}

/** Name a file in an upload question. */
export function nameFile(node: UploadNode, name: string): void {
  node.setValue(new File([], name));
}

/**
 * Empty an upload question. `setValue(null)` would bring back the name of a restored
 * file, in the XML as well as in `required`: so a file with no name takes its place.
 */
export function clearFile(node: UploadNode): void {
  node.setValue(new File([], ""));
}

/** The children of a node, whatever its type. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return (node.currentState.children ?? []) as readonly AnyNode[];
}

/** The last step of a node's path, without prefix and row number. */
export function nameOf(node: AnyNode): string {
  const last = node.currentState.reference.split("/").pop() ?? "";
  return last.replace(/^[^:]*:/, "").replace(/\[\d+\]$/, "");
}

/** The attributes of a question's bind and control, by local name. */
export function settingsOf(node: AnyNode): ReadonlyMap<string, string> {
  const { bind, bodyElement } = node.definition as unknown as Written;
  const elements = [bind?.bindElement, bodyElement?.element];
  const attributes = elements.flatMap((each) => Array.from(each?.attributes ?? []));
  return new Map(attributes.map(({ localName, value }) => [localName, value]));
}

/** What the engine keeps of the definition; its types hide the elements. */
interface Written {
  readonly bind?: { readonly bindElement: Element } | null;
  readonly bodyElement?: { readonly element: Element } | null;
}

function config(environment: EngineEnvironment): FormInstanceConfig {
  return {
    stateFactory: shallowReactive as NonNullable<FormInstanceConfig["stateFactory"]>,
    preloadProperties: {
      deviceID: environment.deviceId,
      username: environment.username,
    },
    geolocationProvider: { getLocation: environment.place },
    instanceAttachments: {
      fileNameFactory: (meta) => `${meta.basename}${meta.extension ?? ""}`,
    },
  };
}

function listResponse(lists: ReadonlyMap<string, string>, url: URL): Response {
  const name = decodeURIComponent(url.href.split("/").pop() ?? "");
  const text = lists.get(name);
  if (text === undefined) return new Response("", { status: 404 });
  return new Response(text, { headers: { "content-type": listType(name) } });
}

function listType(name: string): string {
  if (name.endsWith(".geojson")) return "application/geo+json";
  if (name.endsWith(".xml")) return "text/xml";
  return "text/csv";
}
