/** One still picture of a running camera. */
import { exifOf, fit, shotExif, withExif } from "../../media";
import type { Fix } from "../../media/types";

const QUALITY = 0.88;
/** Some phones never answer; the picture on screen is better than none. */
const PATIENCE_MS = 4000;

/** The camera's own still, which is larger than the picture on screen. */
interface Stills {
  takePhoto(): Promise<Blob>;
}
type MakesStills = new (track: MediaStreamTrack) => Stills;

/**
 * The picture of this moment. Where the form wants more than the screen shows, the
 * camera is asked for its own still; `asShown` forbids that, because it may see a
 * wider view than the one somebody has lined up.
 */
export async function still(
  video: HTMLVideoElement,
  track: MediaStreamTrack,
  longest: number | null,
  asShown: boolean,
): Promise<Blob | null> {
  const shown = Math.max(video.videoWidth, video.videoHeight);
  const isEnough = asShown || (longest !== null && longest <= shown * 1.25);
  return (isEnough ? null : await own(track)) ?? frame(video, longest);
}

/** Give a shot its EXIF, unless the camera wrote one. */
export async function signed(shot: Blob, at: Date, gps: Fix | null): Promise<File> {
  const bytes = await shot.arrayBuffer();
  const whole = exifOf(bytes) === null ? withExif(bytes, shotExif(at, gps)) : bytes;
  return new File([whole], "", { type: "image/jpeg", lastModified: at.getTime() });
}

async function own(track: MediaStreamTrack): Promise<Blob | null> {
  const { ImageCapture } = globalThis as unknown as { ImageCapture?: MakesStills };
  if (!ImageCapture) return null;
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS));
  const taken = new ImageCapture(track).takePhoto().catch(() => null);
  const shot = await Promise.race([taken, late]);
  return shot?.type === "image/jpeg" && shot.size > 0 ? shot : null;
}

async function frame(video: HTMLVideoElement, longest: number | null): Promise<Blob | null> {
  const seen = { width: video.videoWidth, height: video.videoHeight };
  if (seen.width === 0) return null;
  const { width, height } = longest === null ? seen : fit(seen, longest);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(video, 0, 0, width, height);
  const shot = await new Promise<Blob | null>((done) =>
    canvas.toBlob(done, "image/jpeg", QUALITY),
  );
  canvas.width = 0;
  return shot;
}
