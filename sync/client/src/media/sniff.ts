/** The type of a file from its first bytes. A name or a browser's word is no proof. */

interface Kind {
  readonly mime: string;
  readonly extension: string;
}

const OTHER: Kind = { mime: "application/octet-stream", extension: ".bin" };
const HEIC_BRANDS = new Set(["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]);

/** Tell what bytes are: an image, a sound, a film or a paper we know, else octets. */
export function sniff(bytes: ArrayBuffer): Kind {
  const head = new Uint8Array(bytes, 0, Math.min(1024, bytes.byteLength));
  return image(head) ?? container(head) ?? sound(head) ?? matroska(head) ?? paper(head) ?? OTHER;
}

function image(head: Uint8Array): Kind | null {
  if (starts(head, [0xff, 0xd8, 0xff])) return { mime: "image/jpeg", extension: ".jpg" };
  if (starts(head, [0x89, 0x50, 0x4e, 0x47])) return { mime: "image/png", extension: ".png" };
  if (text(head, 0, 4) === "RIFF" && text(head, 8, 12) === "WEBP") {
    return { mime: "image/webp", extension: ".webp" };
  }
  return null;
}

function container(head: Uint8Array): Kind | null {
  if (text(head, 4, 8) !== "ftyp") return null;
  const brand = text(head, 8, 12);
  if (HEIC_BRANDS.has(brand)) return { mime: "image/heic", extension: ".heic" };
  if (brand.startsWith("M4A")) return { mime: "audio/mp4", extension: ".m4a" };
  if (brand.startsWith("3gp")) return { mime: "video/3gpp", extension: ".3gp" };
  return { mime: "video/mp4", extension: ".mp4" };
}

function paper(head: Uint8Array): Kind | null {
  return text(head, 0, 5) === "%PDF-" ? { mime: "application/pdf", extension: ".pdf" } : null;
}

function sound(head: Uint8Array): Kind | null {
  if (text(head, 0, 4) === "RIFF" && text(head, 8, 12) === "WAVE") {
    return { mime: "audio/wav", extension: ".wav" };
  }
  if (text(head, 0, 4) === "OggS") return { mime: "audio/ogg", extension: ".ogg" };
  const isMpeg = text(head, 0, 3) === "ID3" || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2);
  if (isMpeg) return { mime: "audio/mpeg", extension: ".mp3" };
  if (text(head, 0, 5) === "#!AMR") return { mime: "audio/amr", extension: ".amr" };
  return null;
}

/** A film, unless all it tells of is a track of sound: that is what browsers record. */
function matroska(head: Uint8Array): Kind | null {
  if (!starts(head, [0x1a, 0x45, 0xdf, 0xa3])) return null;
  const hears = hasTrack(head, 2) && !hasTrack(head, 1);
  return hears
    ? { mime: "audio/webm", extension: ".weba" }
    : { mime: "video/webm", extension: ".webm" };
}

function hasTrack(head: Uint8Array, type: number): boolean {
  return head.some((byte, at) => byte === 0x83 && head[at + 1] === 0x81 && head[at + 2] === type);
}

function starts(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function text(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}
