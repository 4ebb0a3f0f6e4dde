/** Places on the ground, and how far they lie apart. */

/** WGS-84, in degrees. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth, in metres. */
export const RADIUS = 6_371_008.8;

/** Along the great circle, in metres. */
export function metresBetween(from: Spot, to: Spot): number {
  const north = sine2(radians(to.latitude - from.latitude));
  const east = sine2(radians(to.longitude - from.longitude));
  const wide = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(north + wide * east)));
}

/** Of a path, in metres. */
export function lengthOf(path: readonly Spot[]): number {
  return path.reduce((sum, spot, at) => sum + metresBetween(path[at - 1] ?? spot, spot), 0);
}

/** Within a ring, in square metres; its last spot leads back to the first. */
export function areaOf(ring: readonly Spot[]): number {
  const sum = ring.reduce((all, spot, at) => all + strip(spot, ring[(at + 1) % ring.length] ?? spot), 0);
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

/** Between one side of a ring and the pole, on a sphere of radius 1. */
function strip(from: Spot, to: Spot): number {
  const turn = radians(to.longitude - from.longitude);
  return turn * (2 + Math.sin(radians(from.latitude)) + Math.sin(radians(to.latitude)));
}

function sine2(angle: number): number {
  return Math.sin(angle / 2) ** 2;
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
