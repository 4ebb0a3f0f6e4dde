/** Names of attached files: unique, and safe on every disk and in every header. */

/** Name a new file of a question: `shot-20260312T143205-9f2c41d07a.jpg`. */
export function fileName(question: string, extension: string, now: Date): string {
  const stem = ascii(question) || "file";
  return `${stem}-${stamp(now)}-${randomHex(5)}${safeExtension(extension)}`;
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
