import { onBeforeUnmount, onMounted, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { endStream, openStream, type Trouble } from "./stream";
import type { Facing } from "./facing";
import { still } from "./still";

export interface Zoom {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly at: number;
}

/** A camera in the page: what it shows, what it can, and its shutter. */
export interface Camera {
  readonly state: Ref<"starting" | "live" | Trouble>;
  /** Null where the camera has no torch. */
  readonly torch: Ref<boolean | null>;
  /** Null where the camera cannot zoom. */
  readonly zoom: ShallowRef<Zoom | null>;
  start(): Promise<void>;
  turnTorch(): Promise<void>;
  zoomTo(value: number): Promise<void>;
  /** The picture of this moment, null when there is none. */
  shoot(longest: number | null, asShown: boolean): Promise<Blob | null>;
}

/** What tracks can on phones, beyond the types of the browser. */
interface PhoneAbilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step: number };
}

// Four to three, as the sensors are; enough for 2000 px and light for a cheap phone.
const SIZE = { width: { ideal: 2048 }, height: { ideal: 1536 } };

/** A camera on a video element; it is let go when the page is hidden. */
export function useCamera(video: Ref<HTMLVideoElement | undefined>, facing: Facing): Camera {
  const state = ref<"starting" | "live" | Trouble>("starting");
  const torch = ref<boolean | null>(null);
  const zoom = shallowRef<Zoom | null>(null);
  let stream: MediaStream | null = null;
  /** Counts starts and stops: a stream that comes after the next of them is let go. */
  let turns = 0;

  async function start(): Promise<void> {
    stop();
    const mine = turns;
    state.value = "starting";
    const opened = await openStream({ audio: false, video: { facingMode: { ideal: facing }, ...SIZE } });
    const isLate = mine !== turns;
    if (opened.state !== "open") {
      if (!isLate) state.value = opened.state;
      return;
    }
    if (isLate || document.visibilityState === "hidden") return endStream(opened.stream);
    await show(opened.stream);
  }

  async function show(opened: MediaStream): Promise<void> {
    stream = opened;
    const shown = video.value;
    const [track] = opened.getVideoTracks();
    if (!shown || !track) return;
    track.addEventListener("ended", () => stream === opened && (state.value = "failed"));
    look(track);
    shown.srcObject = opened;
    // Autoplay may have begun already, or wait for a tap: the picture comes either way.
    await shown.play().catch(() => undefined);
    if (stream === opened) state.value = "live";
  }

  function look(track: MediaStreamTrack): void {
    const able: PhoneAbilities = track.getCapabilities?.() ?? {};
    torch.value = able.torch ? false : null;
    const range = able.zoom;
    zoom.value = range && range.max > range.min ? { ...range, at: range.min } : null;
  }

  async function apply(wanted: object): Promise<boolean> {
    const [track] = stream?.getVideoTracks() ?? [];
    try {
      await track?.applyConstraints({ advanced: [wanted] });
      return track !== undefined;
    } catch {
      return false;
    }
  }

  async function turnTorch(): Promise<void> {
    if (torch.value === null) return;
    const wanted = !torch.value;
    if (await apply({ torch: wanted })) torch.value = wanted;
  }

  async function zoomTo(value: number): Promise<void> {
    if (zoom.value) zoom.value = { ...zoom.value, at: value };
    await apply({ zoom: value });
  }

  async function shoot(longest: number | null, asShown: boolean): Promise<Blob | null> {
    const [track] = stream?.getVideoTracks() ?? [];
    if (state.value !== "live" || !video.value || !track) return null;
    return still(video.value, track, longest, asShown);
  }

  function stop(): void {
    turns += 1;
    endStream(stream);
    stream = null;
    if (video.value) video.value.srcObject = null;
  }

  function turn(): void {
    if (document.visibilityState === "hidden") stop();
    else void start();
  }

  onMounted(() => {
    document.addEventListener("visibilitychange", turn);
    void start();
  });
  onBeforeUnmount(() => {
    document.removeEventListener("visibilitychange", turn);
    stop();
  });
  return { state, torch, zoom, start, turnTorch, zoomTo, shoot };
}
