import { inject, provide, type InjectionKey } from "vue";
import type { FormNode, OpenForm, Row } from "../../forms/types";
import type { ReturnNote } from "../../sync/types";
import type { Way } from "./walk";

const notesKey: InjectionKey<readonly ReturnNote[]> = Symbol("notes");
const rowKey: InjectionKey<() => Row | null> = Symbol("row");

/** What the reviewer wrote beside single questions. */
export function provideNotes(notes: readonly ReturnNote[]): void {
  provide(notesKey, notes);
}

/** The questions below stand in this row. */
export function provideRow(row: () => Row | null): void {
  provide(rowKey, row);
}

/** The reviewer's words about one question, in the row where it stands. */
export function useNotes(): (question: string) => string[] {
  const notes = inject(notesKey, []);
  const row = inject(rowKey, () => null);
  return (question) => {
    const uuid = row()?.uuid || null;
    return notes
      .filter((note) => note.question === question && isOf(note, uuid))
      .map((note) => note.text);
  };
}

/** A note that names no row is about the question in every row. */
function isOf(note: ReturnNote, uuid: string | null): boolean {
  return note.repeatUuid === null || note.repeatUuid === uuid;
}

/** The way to the question that a note is about; null when the form asks it no more. */
export function wayTo(form: OpenForm, note: ReturnNote): Way | null {
  for (const page of form.pages) {
    const found = page.relevant ? search(page.nodes, note, null, []) : null;
    if (found !== null) return { ...found, pageId: page.id };
  }
  return null;
}

type Found = Omit<Way, "pageId">;

function search(
  nodes: readonly FormNode[],
  note: ReturnNote,
  uuid: string | null,
  rowIds: readonly string[],
): Found | null {
  for (const node of nodes) {
    const found = node.relevant ? within(node, note, uuid, rowIds) : null;
    if (found !== null) return found;
  }
  return null;
}

function within(
  node: FormNode,
  note: ReturnNote,
  uuid: string | null,
  rowIds: readonly string[],
): Found | null {
  if (node.name === note.question && isOf(note, uuid)) return { nodeId: node.id, rowIds };
  if (node.kind === "group") return search(node.nodes, note, uuid, rowIds);
  if (node.kind === "repeat") return search(node.rows, note, uuid, rowIds);
  if (node.kind !== "row") return null;
  return search(node.nodes, note, node.uuid || null, [...rowIds, node.id]);
}
