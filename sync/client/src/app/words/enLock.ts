import { joined, things } from "./enHome";
import type { LockWords } from "./zhLock";

export const enLock: LockWords = {
  title: "Locked",
  whose: (label, team) => [label, team].filter(Boolean).join(" · "),
  pin: "PIN",
  open: "Open",
  opening: "Opening…",
  wrong: "The PIN is wrong. Everything is still here, and no number of wrong tries deletes it.",
  notOpened: "The store of this phone did not answer. Try again, or close this page and open it again. Everything is still here, unchanged.",
  wait: (seconds) => `Wait ${seconds} seconds before the next try. Everything is still here.`,
  forgot: "I forgot the PIN",
  forgotTitle: "Let the office open it",
  forgotText:
    "The office can open this phone, with everything on it. Call the team leader or the office: once they agree on the page “Phones”, set a new PIN here.",
  cannotAsk: "This phone has never learnt the office's key, so only the PIN opens it. Everything is still here.",
  ask: "Ask the office",
  askAgain: "Ask again",
  look: "See the answer",
  back: "Enter the PIN",
  asked: "Asked. The office has not agreed yet.",
  refused: "The office did not agree. Everything is still here; call the team leader.",
  not_asked: "That request is over. Ask again.",
  offline: "No network. Try again with one; everything is still here.",
  login_page: "This network wants a login first. Log in and try again; everything is still here.",
  newTitle: "Choose a PIN",
  newText: "Six digits or more. Forgetting it loses nothing: the office can open the phone.",
  newDue: "This campaign wants a PIN on every phone. Choose one to go on.",
  newOpened: "The office has opened this phone. Choose a new PIN.",
  present: "Present PIN",
  once: "New PIN",
  twice: "Once more",
  short: "A PIN has six digits or more",
  differ: "The two are different",
  presentWrong: "The present PIN is wrong",
  keep: "Keep this PIN",
  notChanged: "The PIN was not changed. Try again, or close this page and open it again. Everything is still here.",
  keeping: "Keeping it…",
  part: "Protection",
  none: "No PIN: whoever holds this phone can read it",
  has: (minutes) => `PIN set; locks after ${minutes} minutes away`,
  set: "Set a PIN",
  change: "Change the PIN",
  connectFirst: "Connect once before setting a PIN: then the office can open the phone when it is forgotten.",
  drop: "Remove the PIN",
  dropText: "Without it, whoever holds this phone can open what is on it.",
  lockNow: "Lock now",
  honest: "A PIN stops a curious finder, not a laboratory. When the phone is lost, have it revoked at once.",
  bundle: "Save to a file",
  bundleText:
    "Everything not delivered – forms, drafts, photos – in one sealed file for the office, by cable or chat. Only the office can open it; imported twice, it counts once.",
  bundleNothing: "Everything is delivered; there is nothing to save.",
  bundleNoKey: "The office's key is not known yet. Connect once, then save.",
  sendNow: "Send what waits",
  spare: (count, size) => `Clear ${count} delivered (${size})`,
  spareTitle: "Clear what is delivered",
  spareText: (count) =>
    `What was delivered a day ago or more and matched at the server (${count}) is deleted from this phone. If any of it is returned later, it cannot be mended here. Drafts and what waits stay.`,
  spareYes: "Clear",
  spared: (size) => `${size} cleared.`,
  bundleMake: "Save to a file",
  bundleMaking: (done, all) => `Saving ${done}/${all}…`,
  bundleDone: (name, size) => `Saved as ${name} (${size}). Clear nothing on this phone until the office has imported it.`,
  bundleAbsent: (count) =>
    `Not in a file: ${things(count, "form or photo", "forms or photos")} that cannot be opened, still on this phone. Clear nothing and call the office.`,
  bundleFailed: "It could not be saved; everything is still here. Make room and try again.",
  blockedTitle: "Close the other pages",
  blocked:
    "The app was updated, but another page still runs the old one. Close the other pages of Chafang and this one goes on by itself. Everything is still here.",
  heldTitle: "The store is not open yet",
  held:
    "Another page of Chafang may be saving or changing it. Close the other pages and this one goes on by itself; if not, tap “Open again”, or close the browser and open it again. Everything is still here.",
  newerTitle: "This is an older app",
  newer:
    "A newer version saved what is on this phone, and this one cannot open it. Connect, close this page and open it again. Everything is still here, unchanged.",
  reload: "Open again",
  lost: {
    title: "The browser has cleared this phone's work",
    whose: (label, team) =>
      `${[label, team].filter(Boolean).join(" · ")}: what was kept on this phone is gone. What had been delivered is safe at the office.`,
    unsent: (when, drafts, unsent) =>
      `When last counted (${when}), ${joined(unsent && things(unsent, "submission", "submissions"), drafts && things(drafts, "draft", "drafts"))} had not been sent.`,
    nothing: (when) => `When last counted (${when}), nothing was unsent.`,
    bundle: "If it was saved to a file before, hand the file that begins with chafang- to the office; otherwise it must be filled in again.",
    enrol: "Ask the team leader for a new link and enrol again here.",
    office: ({ whole, partly, begun }) =>
      [
        whole + partly === 0
          ? "The office has received nothing from your earlier phones yet."
          : `The office has ${things(whole + partly, "submission", "submissions")} from your earlier phones${partly ? `; ${partly} of them without all photos` : ""}.`,
        begun ? ` Begun on them and never delivered: ${begun}.` : "",
      ].join(""),
    nobody: "This phone belongs to nobody in particular: ask the team leader what the office has received.",
    putAway: "Understood",
  },
};
