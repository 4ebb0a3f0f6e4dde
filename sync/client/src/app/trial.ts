/** A version's own code, tried on what lies on the phone before it may take over. */
import { openForm } from "../forms";
import type { FormEnvironment } from "../forms";
import type { Specimen } from "../sync/types";

const NOBODY: FormEnvironment = {
  deviceId: "", username: "", language: "zh", presets: {}, lastSaved: null, place: async () => null,
};

/** Open every form and every draft; answer the names of those that do not open. */
export async function opens(specimens: readonly Specimen[]): Promise<string[]> {
  const failed: string[] = [];
  for (const specimen of specimens) {
    if (!(await doesOpen(specimen))) failed.push(specimen.name);
  }
  return failed;
}

async function doesOpen({ definition, lists, answers }: Specimen): Promise<boolean> {
  const attachments = new Map(lists.map(({ name, text }) => [name, text]));
  try {
    const form = await openForm({ definition, attachments }, answers, NOBODY);
    if (form.state === "failed") return false;
    await form.serialise();
    return true;
  } catch {
    return false;
  }
}
