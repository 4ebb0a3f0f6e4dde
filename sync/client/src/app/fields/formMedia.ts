import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from "vue";
import { useSheet } from "../fill/sheet";

export type Shown =
  | { readonly state: "reading" }
  | { readonly state: "there"; readonly url: string }
  | { readonly state: "absent" };

/** A picture or a sound that came with the form, as long as the question is drawn. */
export function useFormMedia(name: () => string): ShallowRef<Shown> {
  const { draft } = useSheet();
  const shown = shallowRef<Shown>({ state: "reading" });
  let isGone = false;

  async function read(wanted: string): Promise<void> {
    const blob = await draft.media(wanted);
    if (isGone || wanted !== name()) return;
    forget();
    shown.value =
      blob === null ? { state: "absent" } : { state: "there", url: URL.createObjectURL(blob) };
  }

  function forget(): void {
    if (shown.value.state === "there") URL.revokeObjectURL(shown.value.url);
  }

  watch(name, read, { immediate: true });
  onBeforeUnmount(() => {
    isGone = true;
    forget();
  });
  return shown;
}
