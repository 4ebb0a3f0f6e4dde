/** The icons drawn in ToolIcon.vue. */
export type ToolName =
  | "bolt" | "grid" | "layers" | "cover" | "box" | "pen" | "arrow" | "text" | "undo"
  | "mic" | "film" | "file" | "play" | "stop" | "scan" | "stamp";
