import type { Repeat, Row } from "../../forms/types";
import type { Due } from "./due";
import type { Sheet } from "./sheet";
import { questionsIn } from "./walk";

/** What can be done with the rows of a repeat. */
export interface Rows {
  /** Open this row; the one that stood open is left. */
  open(repeat: Repeat, row: Row): void;
  /** Add a row at the end and open it. */
  add(repeat: Repeat): void;
  remove(repeat: Repeat, row: Row): void;
}

export function useRows(sheet: Sheet, due: Due): Rows {
  function leave(repeat: Repeat): void {
    for (const row of repeat.rows) {
      if (sheet.openRows.delete(row.id)) due.leave(questionsIn(row.nodes));
    }
  }

  function open(repeat: Repeat, row: Row): void {
    leave(repeat);
    sheet.openRows.add(row.id);
  }

  return {
    open,
    add: (repeat) => open(repeat, repeat.add()),
    remove: (repeat, row) => sheet.remove(repeat, row),
  };
}
