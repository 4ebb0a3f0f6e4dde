import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import type { OpenDraft, SavedState } from "../../sync/types";
import { openAlbum, type Album } from "../parts/pictures";
import { usePhone } from "../phone";
import { language } from "../words";
import { speakForm } from "./tongue";

/** What runs beside a draft while it is on screen. */
export interface DraftLife {
  readonly album: Album;
  readonly tight: Ref<boolean>;
  readonly saved: ShallowRef<SavedState>;
  /** The site that the draft is about. */
  readonly site: Ref<string>;
  photosChanged(): void;
}

export function useDraftLife(draft: OpenDraft): DraftLife {
  const phone = usePhone();
  const album = openAlbum((name) => draft.file(name));
  const tight = ref(false);
  const saved = shallowRef(draft.saved);
  const site = ref(draft.siteName);
  const stop = draft.onChange(() => {
    saved.value = draft.saved;
    site.value = draft.siteName;
  });

  async function photosChanged(): Promise<void> {
    album.look();
    tight.value = (await phone.value.room()).tight;
  }

  function hidden(): void {
    if (document.visibilityState === "hidden") void draft.save();
  }

  onMounted(() => {
    // On the window: after the fields have carried over what was being typed.
    addEventListener("visibilitychange", hidden);
    void photosChanged();
  });
  onBeforeUnmount(() => {
    removeEventListener("visibilitychange", hidden);
    stop();
    album.close();
  });
  watch(language, () => speakForm(draft.form), { immediate: true });
  return { album, tight, saved, site, photosChanged: () => void photosChanged() };
}
