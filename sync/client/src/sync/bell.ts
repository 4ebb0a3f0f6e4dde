/** Tells the screens of this tab, and the other tabs, that the store has changed. */

export class Bell {
  private readonly listeners = new Set<() => void>();
  private readonly channel =
    typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("chafang");

  constructor() {
    if (this.channel === null) return;
    this.channel.onmessage = () => this.tell();
    // In Node a listening channel would keep the process alive.
    (this.channel as { unref?: () => void }).unref?.();
  }

  /** Call back at each change; returns how to stop. */
  onRing(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  ring(): void {
    this.tell();
    this.channel?.postMessage("changed");
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
