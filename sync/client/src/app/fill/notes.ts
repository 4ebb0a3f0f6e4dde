import { inject, provide, type InjectionKey } from "vue";
import type { Row } from "../../forms/types";
import type { ReturnNote } from "../../sync/types";

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
      .filter((note) => note.question === question && note.repeatUuid === uuid)
      .map((note) => note.text);
  };
}
