import { ref, type Ref } from "vue";
import type { PhotoStrip } from "../../forms/types";
import { sourceOf, type Way } from "../../media";
import type { PhotoSource, Shutter } from "../../media/types";
import type { Kept, PhotoKept } from "../../sync/types";
import type { Sheet } from "../fill/sheet";
import { words } from "../words";

const LONGEST_SAVE = 1500;

/** Files on their way into a strip. */
export interface Intake {
  readonly busy: Ref<boolean>;
  /** Why the last one could not be kept, or null. */
  readonly trouble: Ref<string | null>;
  /** It was for want of room. */
  readonly full: Ref<boolean>;
  /** Save before the camera opens: Android may close the page meanwhile. */
  prepare(): Promise<void>;
  /** The moment and the place of a shutter that is pressed now. */
  shutter(): Shutter;
  /** Keep what a chooser of the browser handed over, at the moment of the shutter. */
  choose(files: readonly File[], way: Way, shutter: Shutter): Promise<void>;
  /** Keep a shot of the camera in this page. */
  keepShot(shot: File, shutter: Shutter): Promise<void>;
  /** Keep what was drawn or recorded in this page. */
  keepMade(made: Blob): Promise<void>;
  /** Keep another picture in the place of this one; gives its name, null if it was not. */
  replace(name: string, picture: Blob): Promise<string | null>;
  remove(name: string): Promise<void>;
  gaveUp(): void;
}

export function useIntake(sheet: Sheet, strip: () => PhotoStrip): Intake {
  const busy = ref(false);
  const trouble = ref<string | null>(null);
  const full = ref(false);
  let askedAt = Date.now();

  async function prepare(): Promise<void> {
    trouble.value = null;
    askedAt = Date.now();
    // A browser opens its chooser only shortly after the tap.
    const patience = new Promise((resolve) => setTimeout(resolve, LONGEST_SAVE));
    await Promise.race([sheet.draft.beforeCamera(strip()), patience]);
  }

  /** The draft waits for it, also when the page with this question is left meanwhile. */
  function during<T>(work: () => Promise<T>): Promise<T> {
    const done = taking(work);
    sheet.draft.expect(done);
    return done;
  }

  async function taking<T>(work: () => Promise<T>): Promise<T> {
    busy.value = true;
    trouble.value = null;
    try {
      return await work();
    } finally {
      busy.value = false;
      sheet.photosChanged();
    }
  }

  async function keep(file: File, source: PhotoSource, shutter: Shutter): Promise<void> {
    const kept = await sheet.draft.keepPhoto(strip(), file, source, shutter);
    full.value = kept.state === "not_kept" && kept.reason === "full";
    trouble.value ??= full.value ? words.value.photo.noRoom : excuse(kept);
  }

  function shutter(): Shutter {
    const at = new Date();
    return { at, gps: sheet.draft.locator.fixFor(at) };
  }

  function choose(files: readonly File[], way: Way, taken: Shutter): Promise<void> {
    const isPhoto = strip().mediaType === "image";
    return during(async () => {
      for (const file of files) {
        await keep(file, isPhoto ? sourceOf(way, file.lastModified, askedAt) : "unknown", taken);
      }
    });
  }

  function replace(name: string, picture: Blob): Promise<string | null> {
    return during(async () => {
      const kept = await sheet.draft.replacePhoto(strip(), name, picture);
      trouble.value = excuse(kept);
      return kept.state === "kept" ? kept.name : null;
    });
  }

  function remove(name: string): Promise<void> {
    return during(async () => {
      trouble.value = excuse(await sheet.draft.removePhoto(strip(), name));
    });
  }

  return {
    busy,
    trouble,
    full,
    prepare,
    shutter,
    choose,
    keepShot: (shot, taken) => during(() => keep(shot, "in_page_camera", taken)),
    keepMade: (made) =>
      during(() => keep(new File([made], "", { type: made.type }), "unknown", shutter())),
    replace,
    remove,
    gaveUp: () => void sheet.draft.cameraClosed(),
  };
}

function excuse(kept: PhotoKept | Kept): string | null {
  if (kept.state === "kept") return null;
  if (kept.state === "not_kept") return words.value.notKept[kept.reason];
  if (kept.state === "refused") return words.value.photo.refused[kept.reason];
  return words.value.photo[kept.state];
}
