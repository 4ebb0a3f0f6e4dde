/** Sync: what lies on this phone and how it gets home. Knows forms and media. */
export type * from "./types";
export { openPhone } from "./start";
export { codeFromFragment, clearFragment } from "./enrolment";
export { secureContext } from "./context";
export { ZONE, dayOf } from "./day";
export { LONGEST_PIN, SHORTEST_PIN } from "./pin";
export { isTried, openTry, sweepTry, tokenFromFragment } from "./trying/open";
export type { OtherTried, TryOpened, TryPhone, Tried } from "./trying/types";
