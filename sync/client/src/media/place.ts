/** Where the phone is. Asked for while a form is open, never while it is not. */
import type { Fix, Located, Locator, Place } from "./types";

const FRESH_MS = 10_000;
const OPTIONS: PositionOptions = {
  enableHighAccuracy: true,
  timeout: 30_000,
  maximumAge: FRESH_MS,
};
const TOO_OLD_S = 300;

/** The fix to write beside a photo; null when the place is too old to mean it. */
export function fixAt(place: Place | null, moment: Date): Fix | null {
  if (place === null) return null;
  const age = Math.max(0, Math.round((moment.getTime() - place.at) / 1000));
  if (age > TOO_OLD_S) return null;
  return { lat: place.latitude, lon: place.longitude, acc: place.accuracy, age_s: age };
}

/** Ask once, for a question about the place. */
export function locateOnce(): Promise<Located> {
  const places = geolocation();
  if (places === undefined) return Promise.resolve({ state: "unsupported" });
  return new Promise((done) =>
    places.getCurrentPosition(
      (position) => done({ state: "fixed", place: placeOf(position) }),
      (error) => done({ state: reason(error) }),
      { ...OPTIONS, maximumAge: 0 },
    ),
  );
}

/** Listen until stopped. */
export function startLocator(): Locator {
  const places = geolocation();
  return places === undefined ? new Blind() : new Watching(places);
}

function geolocation(): Geolocation | undefined {
  return globalThis.navigator?.geolocation;
}

class Watching implements Locator {
  last: Place | null = null;
  state: Locator["state"] = "waiting";
  private readonly listeners = new Set<() => void>();
  private readonly watch: number;

  constructor(private readonly places: Geolocation) {
    this.watch = places.watchPosition(
      (position) => this.hear(position),
      (error) => this.fail(error),
      OPTIONS,
    );
  }

  fixFor(moment: Date): Fix | null {
    return fixAt(this.last, moment);
  }

  async placeNow(): Promise<Place | null> {
    const { last } = this;
    if (last !== null && Date.now() - last.at <= FRESH_MS) return last;
    // A phone that stands still reports nothing new by itself.
    const located = await locateOnce();
    return located.state === "fixed" ? located.place : null;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    this.places.clearWatch(this.watch);
    this.listeners.clear();
  }

  private hear(position: GeolocationPosition): void {
    this.last = placeOf(position);
    this.become("fixed");
  }

  private fail(error: GeolocationPositionError): void {
    if (reason(error) === "timeout") return;
    this.become(error.code === error.PERMISSION_DENIED ? "denied" : "unavailable");
  }

  private become(state: Locator["state"]): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

class Blind implements Locator {
  readonly last = null;
  readonly state = "unsupported";

  fixFor(): null {
    return null;
  }

  async placeNow(): Promise<null> {
    return null;
  }

  onChange(): () => void {
    return () => undefined;
  }

  stop(): void {
    return;
  }
}

function placeOf(position: GeolocationPosition): Place {
  const { latitude, longitude, altitude, accuracy } = position.coords;
  return { latitude, longitude, altitude, accuracy, at: position.timestamp };
}

function reason(error: GeolocationPositionError): "denied" | "unavailable" | "timeout" {
  if (error.code === error.PERMISSION_DENIED) return "denied";
  return error.code === error.TIMEOUT ? "timeout" : "unavailable";
}
