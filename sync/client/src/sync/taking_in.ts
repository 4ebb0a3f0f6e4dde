/** Files on their way into a draft: how they are taken in, and what the answers call them. */
import type { NamedFile, PhotoStrip, Serialised } from "../forms";
import type { Photo, PhotoSource, Shutter, takeIn } from "../media";
import type { NewPhoto } from "./drafts";

/** What is known of a file before it is looked at. */
export function intakeOf(
  strip: PhotoStrip,
  file: File,
  source: PhotoSource,
  { at, gps }: Shutter,
): Parameters<typeof takeIn>[1] {
  const isOld = source === "gallery" && file.lastModified > 0;
  return {
    maxPixels: strip.maxPixels,
    source,
    // A picture from the gallery was not taken here and now.
    gps: source === "gallery" ? null : gps,
    capturedAt: isOld ? new Date(file.lastModified) : at,
    calledAs: file.name || null,
  };
}

/** The names of all files that the answers name, those kept aside too. */
export function namesIn(answers: Serialised): ReadonlySet<string> {
  return new Set(allIn(answers).map((file) => file.name));
}

/** A photo under the name that the answers gave it; they must name it. */
export function newPhoto(answers: Serialised, name: string, photo: Photo): NewPhoto {
  const named = allIn(answers).find((file) => file.name === name);
  if (named === undefined) throw new Error(`The answers do not name ${name}.`);
  return { ...named, photo };
}

function allIn({ files, asideFiles }: Serialised): readonly NamedFile[] {
  return [...files, ...asideFiles];
}
