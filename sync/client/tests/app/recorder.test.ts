import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ref } from "vue";
import { useCamera } from "../../src/app/camera/camera";
import { useRecorder } from "../../src/app/recording/recorder";
import { drawn, turn } from "./drawn";

/** A stream of the browser, and how often it was ended. */
class Stream {
  ended = 0;
  getTracks(): object[] {
    return [{ stop: () => (this.ended += 1) }];
  }
  getVideoTracks(): object[] {
    return [];
  }
}

let granted: ((stream: Stream) => void)[] = [];

beforeEach(() => {
  granted = [];
  const getUserMedia = () => new Promise<Stream>((grant) => granted.push(grant));
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
});
afterEach(() => vi.unstubAllGlobals());

test("a microphone granted after its screen was left is let go at once", async () => {
  const [recorder, leave] = drawn(() => useRecorder(() => undefined, () => undefined));
  const started = recorder.start();
  leave();
  const stream = new Stream();
  granted[0]!(stream);
  await started;
  expect(stream.ended).toBe(1);
  expect(recorder.state.value).toBe("starting");
});

test("a recorder that the browser cannot make says so and lets the microphone go", async () => {
  vi.stubGlobal("MediaRecorder", class {
    static isTypeSupported = () => false;
    constructor() {
      throw new DOMException("", "NotSupportedError");
    }
  });
  const [recorder] = drawn(() => useRecorder(() => undefined, () => undefined));
  const started = recorder.start();
  const stream = new Stream();
  granted[0]!(stream);
  await started;
  expect(recorder.state.value).toBe("failed");
  expect(stream.ended).toBe(1);
});

test("of two starts of a camera only the last one holds a stream", async () => {
  const [camera, leave] = drawn(() => useCamera(ref(), "environment"));
  const again = camera.start();
  const streams = [new Stream(), new Stream()];
  streams.forEach((stream, index) => granted[index]!(stream));
  await again;
  expect(streams.map((stream) => stream.ended)).toEqual([1, 0]);
  leave();
  expect(streams.map((stream) => stream.ended)).toEqual([1, 1]);
});

test("a hidden page stops the voice and keeps it, and the draft hears of it", async () => {
  vi.stubGlobal("MediaRecorder", Tape);
  const kept: Blob[] = [];
  const awaited: Promise<unknown>[] = [];
  const [recorder] = drawn(() => useRecorder((said) => kept.push(said), (work) => awaited.push(work)));
  const started = recorder.start();
  granted[0]!(new Stream());
  await started;
  expect(recorder.state.value).toBe("recording");
  turn("hidden");
  await Promise.all(awaited);
  expect(awaited).toHaveLength(1);
  expect(kept.map((said) => said.size)).toEqual([5]);
  expect(recorder.state.value).toBe("idle");
  turn("visible");
});

/** A recorder of the browser: it hands over what it has once it is told to stop. */
class Tape extends EventTarget {
  static isTypeSupported = (): boolean => true;
  mimeType = "audio/webm";
  state = "inactive";
  start(): void {
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
    void Promise.resolve().then(() => {
      this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: new Blob(["voice"]) }));
      this.dispatchEvent(new Event("stop"));
    });
  }
}
