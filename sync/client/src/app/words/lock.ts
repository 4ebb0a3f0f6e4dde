import { computed } from "vue";
import { language } from ".";
import { enLock } from "./enLock";
import { zhLock, type LockWords } from "./zhLock";

/** The words of the lock, loaded with its screens. */
export const lockWords = computed<LockWords>(() => (language.value === "en" ? enLock : zhLock));
