import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApp, ref } from "vue";
import { useCamera, type Camera } from "../../src/app/camera/camera";
import { useRecorder, type Recorder } from "../../src/app/recording/recorder";

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
  vi.stubGlobal("SVGElement", document.defaultView!.SVGElement);
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
  const [camera, leave] = drawn(() => useCamera(ref()));
  const again = camera.start();
  const streams = [new Stream(), new Stream()];
  streams.forEach((stream, index) => granted[index]!(stream));
  await again;
  expect(streams.map((stream) => stream.ended)).toEqual([1, 0]);
  leave();
  expect(streams.map((stream) => stream.ended)).toEqual([1, 1]);
});

function drawn<T extends Recorder | Camera>(use: () => T): [T, () => void] {
  let made: T | null = null;
  const app = createApp({
    setup() {
      made = use();
      return () => null;
    },
  });
  app.mount(document.createElement("div"));
  return [made!, () => app.unmount()];
}
