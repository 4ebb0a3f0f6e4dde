/** What stands on a map, gathered where it would lie on top of one another. */
import type { MarkName } from "../parts/icons";
import type { Spot } from "./earth";
import { flat, type Pixel } from "./sight";

/** Something at a place: a visit's site, a draft, a submission. */
export interface MapMark {
  readonly key: string;
  readonly spot: Spot;
  readonly look: MarkName | "site";
  readonly label: string;
}

export interface Cluster {
  readonly at: Pixel;
  readonly marks: readonly MapMark[];
}

/** Nearer than a thumb can tell apart, in pixels. */
const APART = 30;

/** Where a spot is drawn, in pixels from the origin of the plane. */
export function drawnAt(origin: Spot, scale: number, spot: Spot): Pixel {
  const { east, north } = flat(origin, spot);
  return { x: east / scale, y: -north / scale };
}

/** Gather marks by the squares they fall into; each is drawn over its first one. */
export function clustersOf(marks: readonly MapMark[], origin: Spot, scale: number): Cluster[] {
  const squares = new Map<string, { at: Pixel; marks: MapMark[] }>();
  for (const mark of marks) {
    const at = drawnAt(origin, scale, mark.spot);
    const near = nearby(squares, at);
    if (near) near.marks.push(mark);
    else squares.set(square(at, 0, 0), { at, marks: [mark] });
  }
  return [...squares.values()];
}

function nearby<Found extends { at: Pixel }>(
  squares: ReadonlyMap<string, Found>,
  at: Pixel,
): Found | undefined {
  for (const dx of [0, -1, 1]) {
    for (const dy of [0, -1, 1]) {
      const found = squares.get(square(at, dx, dy));
      if (found && Math.hypot(found.at.x - at.x, found.at.y - at.y) < APART) return found;
    }
  }
  return undefined;
}

// As large as what is gathered: two in one square may still be apart, then the later hides none.
function square({ x, y }: Pixel, dx: number, dy: number): string {
  return `${Math.floor(x / APART) + dx} ${Math.floor(y / APART) + dy}`;
}
