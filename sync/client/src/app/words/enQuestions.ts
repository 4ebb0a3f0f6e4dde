import type { zhQuestions } from "./zhQuestions";

/** English: kinds of questions, and what the screens say around them. */
export const enQuestions: typeof zhQuestions = {
  question: {
    guidance: "How to fill this in",
    noMedia: (name) => `A file of the form (${name}) is not on this phone. Filling in goes on; open the app once with a network and it is fetched.`,
    open: "Open address",
    show: "Show",
    hide: "Hide",
    month: "e.g. 2026-03",
    year: "e.g. 2026",
    badMonth: "A year and a month go here, e.g. 2026-03. ",
    badYear: "A year of four digits goes here, e.g. 2026. ",
    step: (start, end, step) => `${start} to ${end} in steps of ${step}`,
    noValue: "not answered",
    slide: "Slide to choose",
    type: "Type a number",
    stars: (count, all) => `${count} of ${all}`,
    up: (label) => `Move ${label} up`,
    down: (label) => `Move ${label} down`,
    move: (label, nth, all) => `${label}, ${nth} of ${all}; drag, or move with the arrow keys`,
    keepOrder: "Keep this order",
    rankHint: "Drag by the handle or tap the arrows; the most important on top",
    notRanked: "Not ranked yet",
    moved: (label, nth) => `${label} is now number ${nth}`,
    found: (count) => `${count} found`,
    counted: "How many there are follows from an answer above. ",
    sentAsIs: (value) => `Its content is sent as it is: ${value}`,
    sentEmpty: "It is sent empty. Use ODK Collect where this question is needed.",
    untaken: {
      sound: (name) => `a recording in the background (${name})`,
      log: (name) => `a log of the filling (${name})`,
      property: (name) => `a property of the phone (${name})`,
    },
    notTaken: (names) =>
      `This app does not take what the form wants besides: ${names.join(", ")}. It is sent as it is; filling goes on. Use ODK Collect where it is needed.`,
    toMend: (count) => `${count} to mend`,
    toFill: (count) => `${count} not filled in yet`,
    nextProblem: "Next",
    formLanguage: "Language of the form",
  },

  look: {
    title: "Display",
    theme: "Colours",
    themes: { system: "As the phone", light: "Light", dark: "Dark", contrast: "High contrast" },
    size: "Type size",
    sizes: { normal: "Normal", large: "Large", larger: "Larger" },
  },
};
