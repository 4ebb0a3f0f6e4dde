import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

const QUARTER = 90;

/**
 * How far the phone leans to a side, in degrees between −45 and 45; null while it lies
 * flat, where a horizon means nothing. The sign of gravity differs between systems,
 * but a line looks the same from both ends.
 */
export function leanOf(x: number, y: number, z: number): number | null {
  const across = Math.hypot(x, y);
  if (across < 0.5 * Math.hypot(across, z)) return null;
  const degrees = (Math.atan2(x, y) * 180) / Math.PI;
  const lean = degrees - Math.round(degrees / QUARTER) * QUARTER;
  return lean === 0 ? 0 : lean;
}

/** The lean of this phone, null where it has no sensor. */
export function useLean(): Ref<number | null> {
  const lean = ref<number | null>(null);

  function moved({ accelerationIncludingGravity: pull }: DeviceMotionEvent): void {
    if (pull?.x == null || pull.y == null || pull.z == null) return;
    const now = leanOf(pull.x, pull.y, pull.z);
    lean.value = now === null ? null : Math.round(now * 2) / 2;
  }

  onMounted(() => addEventListener("devicemotion", moved));
  onBeforeUnmount(() => removeEventListener("devicemotion", moved));
  return lean;
}
