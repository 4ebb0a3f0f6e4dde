/** The icons drawn in Sprite.vue. */
export type IconName =
  | "alert" | "back" | "brand" | "cal" | "camera" | "chev" | "clock" | "fit" | "form"
  | "here" | "info" | "left" | "lock" | "map" | "minus" | "off" | "phone" | "photo" | "plus" | "right"
  | "search" | "sync" | "tick" | "trash" | "turn" | "up" | "user" | "walk" | "x";

/** The five states, each with a shape of its own. */
export type MarkName = "wait" | "doing" | "check" | "late" | "done";
