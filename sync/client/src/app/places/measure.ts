import type { Words } from "../words";
import { areaOf, lengthOf, type Spot } from "./earth";
import { cornersOf } from "./line";
import type { Point } from "../../forms/types";

/** "5 个点·长 86 m", "4 个点·面积 1.2 公顷·周长 460 m" */
export function sizeOf(
  points: readonly Point[],
  kind: "trace" | "shape",
  { line }: Pick<Words, "line">,
): string {
  const corners = cornersOf(points);
  const count = line.points(kind === "shape" ? corners.length : points.length);
  if (kind === "trace") return `${count}·${line.length(lengthOf(points))}`;
  if (corners.length < 3) return count;
  return [count, line.area(areaOf(corners)), line.round(lengthOf(around(corners)))].join("·");
}

function around(corners: readonly Spot[]): readonly Spot[] {
  return [...corners, ...corners.slice(0, 1)];
}
