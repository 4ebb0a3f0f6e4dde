import { computed } from "vue";
import { language } from ".";
import { enTry } from "./enTry";
import { zhTry, type TryWords } from "./zhTry";

/** The words of trying a draft, loaded with its screen. */
export const tryWords = computed<TryWords>(() => (language.value === "en" ? enTry : zhTry));
