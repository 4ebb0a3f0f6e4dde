/** From a PIN to a key: slow on purpose, so that guessing is slow too. */

export const SHORTEST_PIN = 6;
export const LONGEST_PIN = 20;

/** What one unlocking may cost the owner; a guesser pays it for every guess. */
const WANTED_MS = 700;
const FEWEST = 300_000;
const MOST = 4_000_000;
const TRIAL = 50_000;

/** How many rounds this phone can bear; never fewer than a slow one of 2019 can. */
export async function bearable(ticks: () => number): Promise<number> {
  const start = ticks();
  await pinKey("000000", new Uint8Array(16), TRIAL);
  const took = Math.max(1, ticks() - start);
  const rounds = Math.round((TRIAL * WANTED_MS) / took / 10_000) * 10_000;
  return Math.min(MOST, Math.max(FEWEST, rounds));
}

/** PBKDF2-SHA-256 to a key that wraps the real one. */
export async function pinKey(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(pin.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  const made = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(how, base, made, false, ["encrypt", "decrypt"]);
}

/** Seconds to wait before the next try, after so many wrong ones. Nothing is ever wiped. */
export function pause(wrong: number): number {
  const steps = [0, 0, 0, 0, 5, 15, 30, 60, 120];
  return steps[wrong] ?? 300;
}
