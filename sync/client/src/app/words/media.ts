import { computed } from "vue";
import { language } from ".";
import { enMedia } from "./enMedia";
import { zhMedia, type MediaWords } from "./zhMedia";

/** The words of the screens that are loaded when they are needed. */
export const mediaWords = computed<MediaWords>(() =>
  language.value === "en" ? enMedia : zhMedia,
);
