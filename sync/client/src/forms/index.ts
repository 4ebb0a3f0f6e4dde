/** Forms: knows XForms and nothing of ours. */
export type * from "./types";
export { openForm } from "./open";
export { newRevision } from "./revision";
