/** Forms: knows XForms and nothing of ours. */
export type * from "./types";
export { entityWords } from "./entities";
export type { EntityWord } from "./entities";
export { readFacts } from "./definition";
export { newUuid } from "./names";
export { openForm } from "./open";
export { newRevision } from "./revision";
