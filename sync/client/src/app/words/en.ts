import { enFill } from "./enFill";
import { enQuestions } from "./enQuestions";
import { enHome, joined, things } from "./enHome";
import { enSend } from "./enSend";
import { enPlaces } from "./enPlaces";
import type { Words } from "./zh";

/** English: the same words for a reader without Chinese. */
export const en: Words = {
  ...enHome,
  ...enSend,
  ...enFill,
  ...enQuestions,
  ...enPlaces,

  back: "Back",
  close: "Close",
  cancel: "Cancel",
  remove: "Delete",
  reading: "Reading…",
  secondsAgo: (seconds) => `${seconds} s ago`,
  minutesAgo: (minutes) => `${minutes} min ago`,
  returnedBecause: (reason) => `Returned: ${reason}`,

  nav: { label: "Main navigation", home: "Visits", outbox: "Outbox", me: "Me" },

  link: {
    idle: "Online",
    offline: "No network",
    sending: "Sending",
    pulling: "Receiving",
    paused: "Paused",
    login_page: "Network login",
    server_trouble: "Server trouble",
    device_unknown: "Enrol again",
    device_revoked: "Access ended",
    waiting_wifi: "Waits for Wi-Fi",
    why: {
      device_revoked:
        "The office has ended this phone's access and sends it no more work. What is finalised is still taken, as late evidence. Once all of it has arrived, this phone empties itself; finalise the drafts, or save them to a file under “Me”. If it was a mistake, ask the team leader for a new link.",
      login_page:
        "This network wants a login first. Log in with the browser, or use mobile data. Everything is still on this phone.",
      device_unknown:
        "The server no longer knows this phone. Everything is still here; ask the team leader for a new link and enrol again to go on sending.",
    },
  },

  notKept: {
    full: "The phone is full; this step was not saved. What was saved before is still here. Clear what is delivered, or delete other files, and try again; or save it all to a file.",
    closed: "The browser shut its storage; this step was not saved. Open this page again. What was saved before is still here.",
    damaged: "What was saved read back differently; this step was not saved. Open this page again and repeat it. What was saved before is still here.",
    elsewhere: "This draft is open in another page; this step was not saved. Close the other page and open it again.",
    outdated: "Another page runs a newer version of the app, so this page can save no more. Reload it. What was saved before is still here.",
    cleared: "The browser cleared what this site kept on the phone; this step was not saved, and what had not been sent may be gone too. Note down what matters on this page, then open it again.",
  },

  enrol: {
    title: "Enrol this phone",
    done: "Enrolled",
    ask: "Once enrolled, this phone fills and sends the forms of one team.",
    ended: (team, label) =>
      `The office has ended the access of this phone (${[team, label].filter(Boolean).join(" · ")}). All that was filled has arrived, and the phone was emptied.`,
    noCode: "This phone is not enrolled. Scan the team leader's QR code, or paste the link here.",
    link: "Link or code",
    linkHint: "Valid for 24 hours, works once",
    label: "Name of this phone",
    labelHint: "So that the office can tell it apart, e.g. “Team 07 spare”",
    thisPhone: "Phone",
    yes: "Enrol",
    busy: "Enrolling…",
    became: "This phone now belongs to:",
    offlineFromNow: "Forms and visits are being downloaded. After that you can fill and photograph without a network.",
    begin: "Begin",
    already: (team, label) =>
      `This phone is enrolled for ${team} (${label}). Enrolling again changes whose it is; unsent work stays.`,
    offline: "No network, so it cannot be enrolled yet. Try again where there is one; the link is still good and nothing changed.",
    login_page: "This network wants a login first. Log in with the browser, or use mobile data, and try again. Nothing changed.",
  },

  unable: {
    title: "Cannot be filled in here",
    insecure: "The connection of this page is not secure, so the browser forbids saving and photographs. So that nothing is lost, no form can be filled in here.",
    no_storage: "This browser keeps nothing (a private window, or storage is off). So that nothing is lost, no form can be filled in here.",
    certificate: "Install the certificate, then open it again",
    certificateSteps: [
      "Scan the first QR code on the office computer to open the certificate page",
      "Follow its steps to install the certificate",
      "Scan the second QR code to open the enrolment link (it begins with https)",
    ],
    storage: "Open it another way",
    storageSteps: ["Leave the private window and use a normal one", "Allow this site to keep data in the browser's settings", "Or open the same link in Chrome or Edge"],
    collect: "Or use ODK Collect",
    collectText: "Install ODK Collect on the phone and scan the Collect QR code of the office: the same forms, offline, with photographs.",
  },

  receipt: {
    title: "Receipt",
    at: "Server time",
    instance: "Record",
    answers: "Hash of the answers",
    photo: "Photo and hash",
    size: "Size",
    none: "No receipt yet. It stands here once the item is delivered.",
    missing: (count) => `The server still lacks ${count} files; resuming by itself.`,
  },

  me: {
    title: "Me",
    whose: "This phone",
    user: "User",
    staffNo: (no) => `Staff no. ${no}`,
    team: "Team",
    campaign: "Campaign",
    device: "Phone",
    room: "Storage",
    used: "Used",
    free: "Free",
    persistent: "Kept for good",
    promised: "Promised by the browser",
    notPromised: "Not promised",
    notPromisedText: "When the phone runs out of space the browser may clear this site. Add this page to the home screen and send soon.",
    forms: "Forms on this phone",
    version: (version) => `Version ${version}`,
    ready: "Ready",
    closed: "Closed",
    noForms: "No forms yet. They are downloaded when there is a network.",
    language: "Language",
    signOut: "Sign this phone out",
    signOutYes: "Sign out",
    signOutText: "It can then receive and send nothing. A new link is needed to enrol it again.",
    signOutUnsent: (drafts, unsent) =>
      `Not yet on the server: ${joined(drafts && things(drafts, "draft", "drafts"), unsent && `${unsent} unsent`)}. They stay on this phone but cannot be sent until it is enrolled again. Better send first.`,
  },
};
