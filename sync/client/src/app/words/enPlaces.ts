import { things } from "./enHome";
import { metres, type zhPlaces } from "./zhPlaces";

function area(size: number): string {
  if (size < 10_000) return `${Math.round(size)} m²`;
  const hectares = size / 10_000;
  return hectares < 100 ? `${hectares.toFixed(1)} ha` : `${(hectares / 100).toFixed(1)} km²`;
}

/** English: places, maps and lines. */
export const enPlaces: typeof zhPlaces = {
  place: {
    none: "No place yet",
    take: "Take the place",
    again: "Take again",
    taking: (seconds) => `Locating, ${seconds} s`,
    better: (aim) => `stops at ${aim} m`,
    enough: "Use this one",
    stop: "Stop",
    taken: "Place taken",
    byHand: "chosen on the map",
    wide: (found, most) =>
      `Off by up to ${found} m, more than ${most} m. Try again in the open, or use this one.`,
    onMap: "On the map",
    seeMap: "Map",
    trouble: {
      timeout: "No fix in 30 s. Continue, or give the reason.",
      denied: "Location is not allowed. Allow it in the browser's settings, or give the reason.",
      unavailable: "The phone has no position now. Try outdoors, or give the reason.",
      unsupported: "This browser has no location. Give the reason.",
    },
  },

  map: {
    north: "N",
    metres,
    keys: "Drag to move, two fingers to zoom; arrows and plus or minus on a keyboard",
    closer: "Closer",
    further: "Further away",
    here: "Where I am",
    all: "Show all",
    several: (count) => `${count} here`,
    site: "Site of the visit",
    you: (accuracy, ago) => `You ±${accuracy} m·${ago}`,
    fromSite: (far) => `${far} from the site`,
    fromYou: (far) => `${far} from you`,
    put: "Put it here",
    noGround: "This map needs no network: it draws places, distances and directions only.",
  },

  line: {
    none: { trace: "No line yet", shape: "No area yet" },
    draw: { trace: "Draw the line", shape: "Draw the area" },
    redraw: "Go on",
    points: (count) => things(count, "point", "points"),
    length: (length) => `${metres(length)} long`,
    round: (length) => `${metres(length)} around`,
    area: (size) => area(size),
    walk: "Walk it",
    tap: "Tap it",
    how: "How to take points",
    every: "Every",
    seconds: (count) => (count < 60 ? `${count} s` : "1 min"),
    exact: "Off by at most",
    within: (most) => `${most} m`,
    begin: "Start",
    pause: "Pause",
    addHere: "Add where I am",
    addCross: "Add at the cross",
    undo: "Undo last point",
    done: "Done",
    walking: (accuracy) => `Taking points${accuracy}`,
    waiting: "Waiting for a fix",
    inexact: (found, most) => `Off by ${found} m; taken within ${most} m`,
    few: { trace: "Kept from 2 points on", shape: "Kept from 3 points on" },
    tapHint: "Drag the map and add at the cross, or tap the map",
    walkHint: "Walk along; points are taken by themselves while the screen is on.",
    noFix: "No fix now. Tap the points instead.",
  },

  near: {
    ask: "Nearest first",
    asking: "Locating…",
    fresh: (ago) => `Nearest first·fix ${ago}`,
    hint: "Located once when tapped; no track is kept, nothing is sent.",
    far: metres,
  },
};
