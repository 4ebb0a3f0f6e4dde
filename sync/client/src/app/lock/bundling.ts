import { ref, type Ref } from "vue";
import type { BundleMade } from "../../sync/types";
import { bytes } from "../parts/bytes";
import { usePhone } from "../phone";
import { lockWords } from "../words/lock";
import type { LockWords } from "../words/zhLock";

/** Saving all unsent work to one sealed file, and what came of it. */
export interface Bundling {
  /** How far it is, "" while nothing is made. */
  readonly busy: Ref<string>;
  readonly said: Ref<string>;
  readonly isTrouble: Ref<boolean>;
  save(): Promise<void>;
}

export function useBundling(): Bundling {
  const phone = usePhone();
  const busy = ref("");
  const said = ref("");
  const isTrouble = ref(false);

  async function save(): Promise<void> {
    if (busy.value) return;
    const words = lockWords.value;
    busy.value = words.bundleMaking(0, 1);
    said.value = "";
    const made = await phone.value.saveBundle((done, all) => {
      busy.value = words.bundleMaking(done, all);
    });
    busy.value = "";
    if (made.state === "made") hand(made.file, made.name);
    isTrouble.value = made.state !== "made" || absentIn(made) > 0;
    said.value = outcome(made, words);
  }

  return { busy, said, isTrouble, save };
}

function outcome(made: BundleMade, words: LockWords): string {
  const absent = absentIn(made);
  const lacking = absent > 0 ? words.bundleAbsent(absent) : "";
  return [came(made, words, absent), lacking].filter(Boolean).join(" ");
}

function came(made: BundleMade, words: LockWords, absent: number): string {
  if (made.state === "nothing") return absent > 0 ? "" : words.bundleNothing;
  if (made.state === "no_key") return words.bundleNoKey;
  if (made.state === "failed") return words.bundleFailed;
  return words.bundleDone(made.name, bytes(made.file.size));
}

function absentIn(made: BundleMade): number {
  return "absent" in made ? made.absent : 0;
}

/** Let the browser save it; the address is let go once it has surely begun. */
function hand(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10 * 60_000);
}
