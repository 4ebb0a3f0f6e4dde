import { onBeforeUnmount, ref, type Ref } from "vue";

export interface Level {
  /** 0 to 1. */
  readonly level: Ref<number>;
  listen(stream: MediaStream): void;
  deafen(): void;
}

const EVERY_MS = 100;

/** How loud a piece of sound is: its mean swing, so that speech fills half the bar. */
export function loudness(wave: Uint8Array): number {
  let sum = 0;
  for (const sample of wave) sum += ((sample - 128) / 128) ** 2;
  return Math.min(1, Math.sqrt(sum / Math.max(1, wave.length)) * 3);
}

/** How loud it is at a microphone, told ten times a second. */
export function useLevel(): Level {
  const level = ref(0);
  let sound: AudioContext | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  function listen(stream: MediaStream): void {
    if (!("AudioContext" in globalThis)) return;
    sound = new AudioContext();
    const ear = sound.createAnalyser();
    ear.fftSize = 1024;
    sound.createMediaStreamSource(stream).connect(ear);
    const wave = new Uint8Array(ear.fftSize);
    timer = setInterval(() => {
      ear.getByteTimeDomainData(wave);
      level.value = loudness(wave);
    }, EVERY_MS);
  }

  function deafen(): void {
    clearInterval(timer);
    void sound?.close();
    sound = null;
    level.value = 0;
  }

  onBeforeUnmount(deafen);
  return { level, listen, deafen };
}
