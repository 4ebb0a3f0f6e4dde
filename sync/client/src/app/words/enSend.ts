import { things } from "./enHome";
import type { zhSend } from "./zhSend";

/** English: sending, its settings, and newer versions of the app. */
export const enSend: typeof zhSend = {
  send: {
    left: (photos) => (photos === 0 ? "Checking receipts" : `${things(photos, "photo", "photos")} left`),
    queue: (items) => `${things(items, "form", "forms")} to send`,
    minutes: (minutes) => (minutes < 60 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`),
    soon: "less than a minute",
    stalled: "weak signal, no estimate",
    pausedText: "Paused; the originals are on this phone",
    lockText: "Locking the screen pauses it; the originals are on this phone",
    held: (photos, size) =>
      `The answers are delivered. ${things(photos, "photo waits", "photos wait")} for Wi-Fi (${size}), as you set it; the originals are on this phone.`,
    more: (items) => `${items} more: show some`,
    anyway: "Send now",
    late: {
      withdrawn: "The form was withdrawn; taken as late evidence",
      revoked: "Access was ended; taken as late evidence",
      shut: "The account was shut; taken as late evidence",
      moved: "You left this team; taken as late evidence",
    },
    clock: (fast, span) =>
      `This phone's clock is ${span} ${fast ? "ahead of" : "behind"} the server's. Turn on automatic time in the phone's settings; both times are kept, and the server's decides the order.`,
    days: (days) =>
      days >= 365
        ? `${things(Math.floor(days / 365), "year", "years")}${days % 365 ? ` ${things(days % 365, "day", "days")}` : ""}`
        : things(days, "day", "days"),
    hours: (hours) => things(hours, "hour", "hours"),
    span: (minutes) => `${minutes} min`,
  },

  sending: {
    title: "Sending",
    wifi: "Photos over Wi-Fi only",
    wifiHint: "Answers are small and go over any network; photos wait for Wi-Fi. When it is urgent, tap “Send now” in the outbox.",
    wifiUntold: "This browser does not tell the kind of network, so nothing can wait for Wi-Fi. To save data, tap “Pause” in the outbox and “Resume” on Wi-Fi.",
    last: "Last contact with the server",
    never: "None yet",
    whenClosed: {
      sent: "Sends by itself when there is a network. Once this page is closed the browser sends as soon as it is online; what it cannot send goes on when this page is opened.",
      pin: "Sends by itself when there is a network, as long as this page is open, also in the background. With a PIN nothing is sent once it is closed: what is kept can be read only after the PIN.",
      unable: "Sends by itself when there is a network, as long as this page is open, also in the background. This browser cannot send once it is closed; it goes on when the page is opened.",
    },
    version: "Version of the app",
  },

  renewal: {
    ready: "A new version is ready; every form and draft here opens with it.",
    now: "Use it now",
    stay: (names) =>
      names.length === 0
        ? "There is a new version that does not start on this phone; the present one stays. Everything is kept on this phone."
        : `There is a new version that does not open ${names.slice(0, 3).map((name) => `“${name}”`).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}; the present one stays. Everything is kept on this phone; please tell the office.`,
  },
};
