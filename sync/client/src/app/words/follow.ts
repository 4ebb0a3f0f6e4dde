import { computed } from "vue";
import { language } from ".";
import { enFollow } from "./enFollow";
import { zhFollow, type FollowWords } from "./zhFollow";

/** The words of going back, loaded with its screens. */
export const followWords = computed<FollowWords>(() =>
  language.value === "en" ? enFollow : zhFollow,
);
