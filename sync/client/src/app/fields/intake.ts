import { ref, type Ref } from "vue";
import type { PhotoStrip } from "../../forms/types";
import type { PhotoSource } from "../../media/types";
import type { PhotoKept } from "../../sync/types";
import type { Sheet } from "../fill/sheet";
import { words } from "../words";

const LONGEST_SAVE = 1500;

/** Photos on their way into a strip. */
export interface Intake {
  readonly busy: Ref<boolean>;
  /** Why the last one could not be kept, or null. */
  readonly trouble: Ref<string | null>;
  /** Save before the camera opens: Android may close the page meanwhile. */
  prepare(): Promise<void>;
  take(files: readonly File[], source: PhotoSource): Promise<void>;
  remove(name: string): Promise<void>;
  gaveUp(): void;
}

export function useIntake(sheet: Sheet, strip: () => PhotoStrip): Intake {
  const busy = ref(false);
  const trouble = ref<string | null>(null);

  async function prepare(): Promise<void> {
    trouble.value = null;
    // A browser opens its chooser only shortly after the tap.
    const patience = new Promise((resolve) => setTimeout(resolve, LONGEST_SAVE));
    await Promise.race([sheet.draft.beforeCamera(strip()), patience]);
  }

  async function take(files: readonly File[], source: PhotoSource): Promise<void> {
    busy.value = true;
    trouble.value = null;
    try {
      for (const file of files) {
        trouble.value ??= excuse(await sheet.draft.keepPhoto(strip(), file, source));
      }
    } finally {
      busy.value = false;
    }
    sheet.photosChanged();
  }

  async function remove(name: string): Promise<void> {
    const kept = await sheet.draft.removePhoto(strip(), name);
    trouble.value = kept.state === "kept" ? null : words.value.notKept[kept.reason];
    sheet.photosChanged();
  }

  return { busy, trouble, prepare, take, remove, gaveUp: () => void sheet.draft.cameraClosed() };
}

function excuse(kept: PhotoKept): string | null {
  if (kept.state === "kept") return null;
  if (kept.state === "not_kept") return words.value.notKept[kept.reason];
  if (kept.state === "refused") return words.value.photo.refused[kept.reason];
  return words.value.photo[kept.state];
}
