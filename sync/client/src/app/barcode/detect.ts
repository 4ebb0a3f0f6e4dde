/** Codes before a camera, read by the browser where it can. */

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface MakesDetectors {
  new (): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const PAUSE_MS = 150;

function maker(): MakesDetectors | undefined {
  return (globalThis as unknown as { BarcodeDetector?: MakesDetectors }).BarcodeDetector;
}

/** Whether this browser reads any codes; some have the name and none behind it. */
export async function canScan(): Promise<boolean> {
  try {
    return ((await maker()?.getSupportedFormats()) ?? []).length > 0;
  } catch {
    return false;
  }
}

/** Look for a code until there is one, or until it is told to stop. */
export function watchForCode(video: HTMLVideoElement, found: (code: string) => void): () => void {
  const Maker = maker();
  if (Maker === undefined) return () => undefined;
  const detector = new Maker();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  async function look(): Promise<void> {
    const codes = await detector.detect(video).catch(() => []);
    if (over) return;
    const [code] = codes;
    if (code?.rawValue) return found(code.rawValue);
    timer = setTimeout(look, PAUSE_MS);
  }

  void look();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
