import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from "vue";
import type { KeptFile } from "../../sync/types";

/** Addresses of kept pictures for as long as the component is on screen. */
export function usePictures(read: () => Promise<readonly KeptFile[]>): ShallowRef<readonly string[]> {
  const urls = shallowRef<readonly string[]>([]);
  let gone = false;

  onMounted(async () => {
    const files = await read();
    if (gone) return;
    urls.value = files.map(({ bytes, mime }) => URL.createObjectURL(new Blob([bytes], { type: mime })));
  });
  onBeforeUnmount(() => {
    gone = true;
    for (const url of urls.value) URL.revokeObjectURL(url);
  });
  return urls;
}
