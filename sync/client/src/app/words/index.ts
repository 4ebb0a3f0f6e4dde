import { computed, ref, shallowRef } from "vue";
import { zh, type Words } from "./zh";

export type { Words } from "./zh";
export type Language = "zh" | "en";

const KEPT_UNDER = "chafang.language";

/** The language in use: Chinese until somebody chooses otherwise. */
export const language = ref<Language>(kept());
export const words = computed<Words>(() => (language.value === "en" && english.value) || zh);

const english = shallowRef<Words | null>(null);

/** Have the words of a language here: English is loaded by those who speak it. */
export async function learn(spoken: Language): Promise<void> {
  if (spoken === "en") english.value ??= (await import("./en")).en;
}

/** Speak this language from now on, also after the next start. */
export async function speak(chosen: Language): Promise<void> {
  await learn(chosen);
  language.value = chosen;
  mark();
  try {
    localStorage.setItem(KEPT_UNDER, chosen);
  } catch {
    // Storage is shut: the choice holds until the page is closed.
  }
}

/** Say in the document which language it is in. */
export function mark(): void {
  document.documentElement.lang = language.value === "en" ? "en" : "zh-CN";
}

function kept(): Language {
  try {
    return localStorage.getItem(KEPT_UNDER) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}
