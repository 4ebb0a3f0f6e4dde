import type { zhHome } from "./zhHome";

/** "1 draft", "2 drafts" */
export const things = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** Leaves out what there is none of. */
export const joined = (...parts: (string | 0)[]): string => parts.filter(Boolean).join(" and ");

/** English: home and outbox. */
export const enHome: typeof zhHome = {
  home: {
    title: "Visits",
    today: "Today",
    later: "Other visits",
    returned: "Returned",
    drafts: "Drafts",
    free: "New form",
    freeText: "outside of the planned visits",
    places: (count) => things(count, "place", "places"),
    pieces: (count) => things(count, "item", "items"),
    here: (drafts, unsent) =>
      drafts + unsent === 0
        ? "Nothing unsent on this phone. "
        : `On this phone: ${joined(drafts && things(drafts, "draft", "drafts"), unsent && `${unsent} unsent`)}. `,
    next: {
      idle: "Sent by itself.",
      sending: "Sending.",
      pulling: "",
      offline: "Sent when the network returns.",
      login_page: "Sent after the network login.",
      device_unknown: "Sent after enrolling again.",
      device_revoked: "What is finalised can still be sent.",
      waiting_wifi: "The answers are there; photos wait for Wi-Fi.",
      server_trouble: "Sent when the server is back.",
      paused: "Sending is paused.",
    },
    modes: {
      unannounced: "Unannounced",
      announced: "Announced",
      express: "Express channel",
      followup: "Follow-up",
    },
    standing: { wait: "Not begun", doing: "Under way", check: "Returned", done: "Finalised" },
    notBegun: "Not begun",
    notHere: "Not downloaded",
    closed: "Closed",
    answered: (answered, asked) => `${answered} of ${asked} answered`,
    savedAt: (when) => `saved ${when}`,
    resume: "Continue",
    formNotHere: (title) => `“${title}” is not on this phone yet and cannot be filled. It is downloaded when there is a network.`,
    empty: "No visits or forms yet",
    emptyText: "The office issues visits and forms; they are downloaded when there is a network.",
    fetch: "Download now",
  },

  outbox: {
    title: "Outbox",
    open: (count) => (count === 0 ? "All delivered" : `${count} open`),
    room: (used, free) => (free ? `${used} used, ${free} free` : `${used} used`),
    syncNow: "Sync now",
    empty: "The outbox is empty",
    emptyText: "Finalised forms wait here to be sent and stay 7 days after delivery.",
    state: {
      queued: "Queued",
      sending: "Sending",
      partial: "Resuming",
      delivered: "Delivered",
      returned: "Returned",
      conflict: "Two versions",
      refused: "Refused",
    },
    superseded: "New version made",
    finalisedAt: (when) => `Finalised ${when}`,
    deliveredAt: (when) => `Delivered ${when}`,
    tail: (tail) => `no. …${tail}`,
    photos: (count) => things(count, "photo", "photos"),
    place: (nth) => `no. ${nth} in the queue`,
    answersThere: "Answers received by the server",
    answersWait: "Answers, sending",
    photosOf: (stored, all) => `Photos ${stored} / ${all}`,
    resumed: (nth, at) => `Photo ${nth} goes on from ${at}`,
    mismatch: (nth) => `Photo ${nth} did not match and was not used. The original is here; tap Resend.`,
    equal: (photos) =>
      photos === 0 ? "Answers match" : `Answers and ${things(photos, "photo", "photos")} match`,
    conflict: "The server has another version. Both are kept; the leader chooses.",
    lockText: "Locking pauses it; opening goes on. The originals are here",
    pausedText: "Paused; the originals are here",
    pause: "Pause",
    resume: "Go on",
    again: "Resend",
    keptHere: "The originals are on this phone",
    keptOriginal: "Your answers are kept; a new version is saved",
    revised: "Being mended: see drafts or outbox",
    mend: "Mend it",
    keptUntil: (day) => `Kept on this phone until ${day}`,
    receipt: "Receipt",
  },
};
