/** Files that come with a form, told apart by their names. */

/** Lists go to the form engine as text; other files are shown or played. */
export function isList(name: string): boolean {
  return /\.(csv|xml|geojson|json)$/i.test(name);
}

const MIMES: Readonly<Record<string, string>> = {
  png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif",
  webp: "image/webp", svg: "image/svg+xml", mp3: "audio/mpeg", m4a: "audio/mp4",
  wav: "audio/wav", ogg: "audio/ogg", mp4: "video/mp4", webm: "video/webm",
};

/** What a browser needs to know to show a file; "" for kinds it may look into itself. */
export function mimeOf(name: string): string {
  return MIMES[name.split(".").pop()?.toLowerCase() ?? ""] ?? "";
}
