import { inject, provide, type InjectionKey, type Ref } from "vue";
import type { Repeat, Row } from "../../forms/types";
import type { OpenDraft } from "../../sync/types";
import type { Album } from "../parts/pictures";
import type { Route } from "../routes";

/** The draft on screen, and what its questions may ask of the screen. */
export interface Sheet {
  readonly draft: OpenDraft;
  readonly album: Album;
  /** Less than 200 MB left on the phone: no more photos. */
  readonly tight: Ref<boolean>;
  /** The rows that stand open, by their ids. */
  readonly openRows: Set<string>;
  /** The row that is about to go; hidden until it is gone or brought back. */
  readonly leaving: Ref<string | null>;
  /** Takes the row out; asks first when it has answers. */
  remove(repeat: Repeat, row: Row): void;
  /** The question is answered and the form asks to go on by itself. */
  advance(nodeId: string): void;
  /** Goes there; asks first where something could not be saved. */
  leave(to: Route): void;
  /** A photo came or went: look at the room again. */
  photosChanged(): void;
}

const key: InjectionKey<Sheet> = Symbol("sheet");

export function provideSheet(sheet: Sheet): Sheet {
  provide(key, sheet);
  return sheet;
}

export function useSheet(): Sheet {
  const sheet = inject(key);
  if (!sheet) throw new Error("A question stands outside of a draft.");
  return sheet;
}
