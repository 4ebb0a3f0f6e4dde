import type { FollowWords } from "./zhFollow";

/** English: going back to findings. */
export const enFollow: FollowWords = {
  title: "Follow-up",
  open: (count) => `${count} open ${count === 1 ? "finding" : "findings"}`,
  late: (count) => `${count} overdue`,
  intro: "What your team found and nobody has closed. Tap one: the form begins filled in, without a network too.",
  none: "Your team has no open findings",
  noneText: "A finding appears here once a reviewer has accepted it.",
  find: "Find by name, unit or number",
  nothing: (query) => `Nothing found for “${query}”`,
  due: (day) => `Due ${day}`,
  noDue: "No due date",
  overdue: (days) => `${days} ${days === 1 ? "day" : "days"} overdue`,
  today: "Due today",
  left: (days) => `${days} ${days === 1 ? "day" : "days"} left`,
  begun: "Go on",
  severity: { general: "General", serious: "Serious", major: "Major" },
  before: "Before",
  beforeNth: (at) => `Before, photo ${at}`,
  noneAfter: "Not taken yet",
};
