import type { Point } from "../../forms/types";
import type { Place } from "../../media/types";

/** A place as an answer. */
export function asPoint(place: Place): Point {
  const { latitude, longitude, altitude, accuracy } = place;
  return { latitude, longitude, altitude, accuracy };
}

/** "37.189642 N 116.866107 E" */
export function coordinates(point: Point): string {
  const north = point.latitude >= 0 ? "N" : "S";
  const east = point.longitude >= 0 ? "E" : "W";
  return `${figure(point.latitude)} ${north} ${figure(point.longitude)} ${east}`;
}

function figure(degrees: number): string {
  return Math.abs(degrees).toFixed(6);
}
