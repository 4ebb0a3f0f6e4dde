/** Names that nobody else gives: of attached files and of submissions. */

/**
 * Name a new file of a question, safe on every disk and in every header:
 * `shot-20260312T143205-9f2c41d07a.jpg`.
 */
export function fileName(question: string, extension: string, now: Date): string {
  const stem = ascii(question) || "file";
  return `${stem}-${stamp(now)}-${randomHex(5)}${safeExtension(extension)}`;
}

/** A random UUID; older browsers have no `crypto.randomUUID`. */
export function newUuid(): string {
  const hex = randomHex(16);
  const variant = "89ab"[parseInt(hex[16] ?? "0", 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

function ascii(text: string): string {
  return text.replace(/[^A-Za-z0-9_]+/g, "").slice(0, 40);
}

function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replace(/[-:]/g, "");
}

function safeExtension(extension: string): string {
  const letters = extension.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return letters === "" ? "" : `.${letters.slice(0, 5)}`;
}

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
