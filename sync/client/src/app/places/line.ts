/** A line of places as ODK writes it: "37.1 116.8 21.5 4.2;37.2 116.8 0.0 0.0". */
import type { Point } from "../../forms/types";

/** Read a geotrace or geoshape; what is no place is left out. */
export function readLine(text: string): Point[] {
  return text.split(";").flatMap((part) => readPoint(part.trim()));
}

function readPoint(text: string): Point[] {
  const [latitude, longitude, altitude, accuracy] = text.split(/\s+/).map(Number);
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return [];
  return [{
    latitude: latitude as number,
    longitude: longitude as number,
    altitude: known(altitude),
    accuracy: known(accuracy),
  }];
}

/** ODK writes 0 for what was not measured. */
function known(figure: number | undefined): number | null {
  return figure === undefined || !Number.isFinite(figure) || figure === 0 ? null : figure;
}

/** An open line of two places or more; "" while there are fewer. */
export function writeTrace(points: readonly Point[]): string {
  return points.length < 2 || isClosed(points) ? "" : points.map(writePoint).join(";");
}

/** A ring of three places or more that ends where it begins; "" while it is none. */
export function writeShape(points: readonly Point[]): string {
  const [first] = points;
  return first === undefined || points.length < 3 ? "" : [...points, first].map(writePoint).join(";");
}

/** The corners of a ring, each once. */
export function cornersOf(points: readonly Point[]): readonly Point[] {
  return points.length > 1 && isClosed(points) ? points.slice(0, -1) : points;
}

function isClosed(points: readonly Point[]): boolean {
  const first = points[0];
  const last = points[points.length - 1];
  return first?.latitude === last?.latitude && first?.longitude === last?.longitude;
}

function writePoint({ latitude, longitude, altitude, accuracy }: Point): string {
  return [latitude, longitude, altitude ?? 0, accuracy ?? 0].map(figure).join(" ");
}

/** As Collect writes it: 5 is 5.0, and never 1e-7. */
function figure(value: number): string {
  if (Number.isInteger(value)) return `${value}.0`;
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/0+$/, "") : text;
}
