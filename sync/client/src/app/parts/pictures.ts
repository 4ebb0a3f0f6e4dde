import { ref, type Ref } from "vue";
import type { KeptFile } from "../../sync/types";

/** How a kept file is shown. */
export interface Picture {
  readonly url: string;
  readonly file: KeptFile;
}

/** Makes small pictures of kept files, one at a time, and remembers them. */
export interface Album {
  /** A picture no wider than a thumbnail, or null when it cannot be drawn. */
  small(name: string): Promise<Picture | null>;
  /** Counts up when files came or went: what could not be drawn may be there now. */
  readonly turn: Readonly<Ref<number>>;
  look(): void;
  /** The picture as it was taken, for looking closely. The caller revokes its URL. */
  large(name: string): Promise<Picture | null>;
  /** Forget all pictures. */
  close(): void;
}

const EDGE = 240;

/** Open an album over a place where files are kept. */
export function openAlbum(fetch: (name: string) => Promise<KeptFile | null>): Album {
  const kept = new Map<string, Promise<Picture | null>>();
  const urls = new Set<string>();
  const turn = ref(0);
  let queue: Promise<unknown> = Promise.resolve();

  async function draw(name: string): Promise<Picture | null> {
    const file = await fetch(name);
    const blob = file && (await shrunk(file));
    if (!file || !blob) return null;
    const url = URL.createObjectURL(blob);
    urls.add(url);
    return { url, file };
  }

  function small(name: string): Promise<Picture | null> {
    const known = kept.get(name);
    if (known) return known;
    const drawn = queue.then(() => draw(name));
    queue = drawn.catch(() => null);
    kept.set(name, drawn);
    void drawn.then((picture) => picture ?? kept.delete(name));
    return drawn;
  }

  async function large(name: string): Promise<Picture | null> {
    const file = await fetch(name);
    return file && { url: URL.createObjectURL(blobOf(file)), file };
  }

  function close(): void {
    for (const url of urls) URL.revokeObjectURL(url);
    urls.clear();
    kept.clear();
  }

  function look(): void {
    turn.value += 1;
  }

  return { small, large, turn, look, close };
}

function blobOf(file: KeptFile): Blob {
  return new Blob([file.bytes], { type: file.mime });
}

/** A small JPEG; null when the browser cannot read the picture. */
async function shrunk(file: KeptFile): Promise<Blob | null> {
  try {
    const whole = await createImageBitmap(blobOf(file), {
      resizeWidth: EDGE,
      resizeQuality: "medium",
    });
    return await painted(whole);
  } catch {
    return null;
  }
}

function painted(bitmap: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
}
