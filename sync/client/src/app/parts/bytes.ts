/** "46 MB": bytes as people say them, with one figure after the point where it helps. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1_000_000) return `${Math.round(count / 1000)} KB`;
  if (count < 1_000_000_000) return `${figure(count / 1_000_000)} MB`;
  return `${figure(count / 1_000_000_000)} GB`;
}

/** "6.8 / 11.2 MB" */
export function share(part: number, whole: number): string {
  if (whole < 1_000_000) return `${bytes(part)} / ${bytes(whole)}`;
  return `${figure(part / 1_000_000)} / ${figure(whole / 1_000_000)} MB`;
}

function figure(amount: number): string {
  return amount < 100 ? amount.toFixed(1).replace(/\.0$/, "") : String(Math.round(amount));
}
