import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from "vue";
import { endStream, openStream, type Trouble } from "../camera/stream";
import { useNow } from "../parts/clock";
import { useLevel } from "./loudness";

/** Ten minutes of opus are 2 MB; a phone must not hold hours in its memory. */
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_A_SECOND = 32_000;
const LONGEST_S = 3600;

export interface Recorder {
  readonly state: Ref<"idle" | "starting" | "recording" | Trouble>;
  readonly seconds: ComputedRef<number>;
  /** 0 to 1. */
  readonly level: Ref<number>;
  start(): Promise<void>;
  /** Stop; what was said goes to `kept`. */
  stop(): void;
}

/** Whether this browser can record at all. */
export function canRecord(): boolean {
  return "MediaRecorder" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);
}

/**
 * A recorder for one voice. It stops by itself after an hour, with its screen, or when
 * the page is hidden; `expect` hears of what is still on its way to `kept`.
 */
export function useRecorder(
  kept: (recording: Blob) => void,
  expect: (work: Promise<unknown>) => void,
): Recorder {
  const state = ref<"idle" | "starting" | "recording" | Trouble>("idle");
  const began = ref(0);
  const now = useNow();
  const { level, listen, deafen } = useLevel();
  const seconds = computed(() => Math.max(0, Math.floor((now.value - began.value) / 1000)));
  let recorder: MediaRecorder | null = null;
  let stream: MediaStream | null = null;
  let over = false;

  async function start(): Promise<void> {
    state.value = "starting";
    const opened = await openStream({ audio: true });
    if (opened.state !== "open") {
      state.value = opened.state;
      return;
    }
    // Left while the browser was asking: nobody would see that it records.
    if (over) return endStream(opened.stream);
    stream = opened.stream;
    try {
      record(opened.stream);
    } catch {
      letGo();
      state.value = "failed";
    }
  }

  function record(from: MediaStream): void {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const pieces: Blob[] = [];
    recorder = new MediaRecorder(from, { audioBitsPerSecond: BITS_A_SECOND, ...(mimeType && { mimeType }) });
    recorder.addEventListener("dataavailable", ({ data }) => {
      pieces.push(data);
      if (seconds.value >= LONGEST_S) stop();
    });
    recorder.addEventListener("stop", () => end(pieces));
    recorder.start(1000);
    listen(from);
    began.value = Date.now();
    now.value = began.value;
    state.value = "recording";
  }

  function end(pieces: readonly Blob[]): void {
    const type = recorder?.mimeType.split(";")[0] ?? "";
    letGo();
    state.value = "idle";
    kept(new Blob([...pieces], { type }));
  }

  function stop(): void {
    const running = recorder;
    if (running?.state !== "recording") return;
    expect(new Promise((done) => running.addEventListener("stop", done)));
    running.stop();
  }

  function turned(): void {
    if (document.visibilityState === "hidden") stop();
  }

  function letGo(): void {
    deafen();
    endStream(stream);
    stream = null;
    recorder = null;
  }

  onMounted(() => document.addEventListener("visibilitychange", turned));
  onBeforeUnmount(() => {
    over = true;
    document.removeEventListener("visibilitychange", turned);
    stop();
    endStream(stream);
  });
  return { state, seconds, level, start, stop };
}
