import { shallowRef, type ShallowRef } from "vue";
import type { Way } from "../../media";
import type { Shutter } from "../../media/types";
import type { Intake } from "./intake";

/** A photo that was chosen and is not kept yet. */
export interface Held {
  readonly photo: File;
  readonly way: Way;
  readonly shutter: Shutter;
}

/** Photos that are covered before they are kept, one after the other. */
export interface Waiting {
  readonly held: ShallowRef<readonly Held[]>;
  hold(files: readonly File[], way: Way, shutter: Shutter): void;
  /** Keep the first of them, covered or as it is; the next one follows. */
  keep(photo: File): Promise<void>;
  /** Give the first of them up. */
  drop(): void;
}

/** `over` is called when none is left. */
export function useHeld(intake: Intake, over: () => void): Waiting {
  const held = shallowRef<readonly Held[]>([]);

  function drop(): void {
    held.value = held.value.slice(1);
    if (held.value.length === 0) over();
  }

  async function keep(photo: File): Promise<void> {
    const [first] = held.value;
    if (first) await intake.choose([photo], first.way, first.shutter);
    if (intake.trouble.value === null) drop();
  }

  return {
    held,
    hold: (files, way, shutter) => {
      held.value = files.map((photo) => ({ photo, way, shutter }));
    },
    keep,
    drop,
  };
}
