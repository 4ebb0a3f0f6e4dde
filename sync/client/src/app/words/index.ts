import { computed, ref } from "vue";
import { en } from "./en";
import { zh, type Words } from "./zh";

export type { Words } from "./zh";
export type Language = "zh" | "en";

const KEPT_UNDER = "chafang.language";

/** The language in use: Chinese until somebody chooses otherwise. */
export const language = ref<Language>(kept());
export const words = computed<Words>(() => (language.value === "en" ? en : zh));

/** Speak this language from now on, also after the next start. */
export function speak(chosen: Language): void {
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
