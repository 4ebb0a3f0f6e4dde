import type { TryWords } from "./zhTry";

export const enTry: TryWords = {
  band: "Trial · does not count",
  title: "Try a form",
  note: "Only its author sees it. Answers and photos are deleted when the draft is published, dropped or over; what was sent is kept here no longer.",
  begin: "Begin",
  again: "One more",
  drafts: "Not finished",
  waiting: (count) => `${count} waiting to be sent`,
  send: "Send now",
  sent: (count) => `${count} sent and deleted here. The draft's page in the console shows them.`,
  sending: "Sending…",
  offline: "No network. What is finished stays here until there is one.",
  refused: "Not taken: ",
  gone: "This draft was published, dropped or is over; what was tried here is deleted.",
  never: "No network, and the form is not here yet. Open it again with one.",
  unable: "This browser keeps nothing. Open it in the system's own.",
  insecure: "Open it with https to try a form.",
  loading: "Fetching the form…",
  leave: "Back to real work",
  other: (title) => `Another form is being tried here: ${title}`,
  left: (waiting, drafts) =>
    `Not sent yet: ${waiting} finished, ${drafts} unfinished. Trying the form of the new code deletes them from this phone.`,
  stay: "Go on with the one before",
  change: "Delete them and try this one",
};
