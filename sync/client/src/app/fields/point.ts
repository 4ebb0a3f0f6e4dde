import type { Point } from "../../forms/types";
import type { Place } from "../../media/types";
import type { Spot } from "../places/earth";

/** A place as an answer. */
export function asPoint(place: Place): Point {
  const { latitude, longitude, altitude, accuracy } = place;
  return { latitude, longitude, altitude, accuracy };
}

/** A place chosen by hand: nobody measured how exact it is. */
export function chosen({ latitude, longitude }: Spot): Point {
  return { latitude, longitude, altitude: null, accuracy: null };
}

/** "37.189642 N 116.866107 E" */
export function coordinates(spot: Spot): string {
  const north = spot.latitude >= 0 ? "N" : "S";
  const east = spot.longitude >= 0 ? "E" : "W";
  return `${figure(spot.latitude)} ${north} ${figure(spot.longitude)} ${east}`;
}

function figure(degrees: number): string {
  return Math.abs(degrees).toFixed(6);
}
