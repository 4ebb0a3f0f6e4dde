/** What a map without tiles shows: a plane in metres, seen from above. */
import { RADIUS, radians, type Spot } from "./earth";

/** Metres east and north of the origin of a plane. */
export interface Flat {
  readonly east: number;
  readonly north: number;
}

/** A part of the plane: what lies in the middle, and how large it is drawn. */
export interface Sight extends Flat {
  /** Where the plane touches the earth. */
  readonly origin: Spot;
  /** Metres in one pixel. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

const FINEST = 0.02;
const COARSEST = 10_000;
/** One place alone is shown with some 200 m around it. */
const ALONE = 0.5;
const DEGREE = radians(1) * RADIUS;

export function flat(origin: Spot, spot: Spot): Flat {
  return {
    east: (spot.longitude - origin.longitude) * DEGREE * Math.cos(radians(origin.latitude)),
    north: (spot.latitude - origin.latitude) * DEGREE,
  };
}

/** Where on the earth a place of the plane is. */
export function spotOf(origin: Spot, { east, north }: Flat): Spot {
  return {
    latitude: origin.latitude + north / DEGREE,
    longitude: origin.longitude + east / (DEGREE * Math.cos(radians(origin.latitude))),
  };
}

/** All of these in sight, with a margin. */
export function fitting(spots: readonly Spot[], size: Size): Sight {
  const origin = middle(spots);
  const places = spots.map((spot) => flat(origin, spot));
  const wide = Math.max(0, ...places.map((place) => Math.abs(place.east))) * 2;
  const high = Math.max(0, ...places.map((place) => Math.abs(place.north))) * 2;
  const scale = Math.max(wide / (size.width * 0.8), high / (size.height * 0.7), ALONE);
  return { origin, east: 0, north: 0, scale: bounded(scale) };
}

function middle(spots: readonly Spot[]): Spot {
  const between = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  return {
    latitude: between(spots.map((spot) => spot.latitude)),
    longitude: between(spots.map((spot) => spot.longitude)),
  };
}

export function pixelOf(sight: Sight, size: Size, spot: Spot): Pixel {
  const { east, north } = flat(sight.origin, spot);
  return {
    x: size.width / 2 + (east - sight.east) / sight.scale,
    y: size.height / 2 - (north - sight.north) / sight.scale,
  };
}

export function spotAt(sight: Sight, size: Size, { x, y }: Pixel): Spot {
  return spotOf(sight.origin, {
    east: sight.east + (x - size.width / 2) * sight.scale,
    north: sight.north - (y - size.height / 2) * sight.scale,
  });
}

/** The spot in the middle, as exact as a hand can be. */
export function centreOf(sight: Sight): Spot {
  return byHand(spotOf(sight.origin, sight), sight.scale);
}

/** A sixth decimal is 0.1 m: what a pixel cannot tell apart is not written down. */
export function byHand(spot: Spot, scale: number): Spot {
  const digits = scale < 0.5 ? 6 : scale < 5 ? 5 : 4;
  return { latitude: rounded(spot.latitude, digits), longitude: rounded(spot.longitude, digits) };
}

function rounded(degrees: number, digits: number): number {
  return Number(degrees.toFixed(digits));
}

/** Moved by so many pixels: what lay under the finger stays under it. */
export function moved(sight: Sight, x: number, y: number): Sight {
  return { ...sight, east: sight.east - x * sight.scale, north: sight.north + y * sight.scale };
}

/** Drawn larger (factor above 1) or smaller; the pixel stays over its spot. */
export function zoomed(sight: Sight, size: Size, factor: number, at: Pixel): Sight {
  const scale = bounded(sight.scale / factor);
  const change = sight.scale - scale;
  return {
    ...sight,
    scale,
    east: sight.east + (at.x - size.width / 2) * change,
    north: sight.north - (at.y - size.height / 2) * change,
  };
}

export function looking(sight: Sight, spot: Spot): Sight {
  return { ...sight, ...flat(sight.origin, spot) };
}

function bounded(scale: number): number {
  return Math.min(COARSEST, Math.max(FINEST, scale));
}

/** The largest 1, 2 or 5 times a power of ten that is not above this. */
export function round125(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const lead = most / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}

/** The lines of a metric grid through the sight, as pixels. */
export function gridOf(sight: Sight, size: Size): { step: number; xs: number[]; ys: number[] } {
  const step = round125(sight.scale * 160);
  const west = sight.east - (size.width / 2) * sight.scale;
  const top = sight.north + (size.height / 2) * sight.scale;
  const xs = ticks(west, size.width * sight.scale, step).map((east) => (east - west) / sight.scale);
  const ys = ticks(top - size.height * sight.scale, size.height * sight.scale, step).map(
    (north) => (top - north) / sight.scale,
  );
  return { step, xs, ys };
}

function ticks(from: number, span: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor((from + span) / step) - first + 1);
  return Array.from({ length: count }, (_, nth) => (first + nth) * step);
}
