import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from "vue";
import type { KeptFile } from "../../sync/types";
import type { Picture } from "../parts/pictures";

/** Kept pictures with addresses for as long as the component is on screen. */
export function usePictures(
  read: () => Promise<readonly KeptFile[]>,
): ShallowRef<readonly Picture[]> {
  const pictures = shallowRef<readonly Picture[]>([]);
  let gone = false;

  onMounted(async () => {
    const files = await read();
    if (gone) return;
    pictures.value = files.map((file) => ({
      file, url: URL.createObjectURL(new Blob([file.bytes], { type: file.mime })),
    }));
  });
  onBeforeUnmount(() => {
    gone = true;
    for (const { url } of pictures.value) URL.revokeObjectURL(url);
  });
  return pictures;
}
