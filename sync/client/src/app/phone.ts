import {
  inject, onBeforeUnmount, onMounted, provide, shallowRef, triggerRef, type InjectionKey, type ShallowRef,
} from "vue";
import type { OpenDraft, Phone } from "../sync/types";

const key: InjectionKey<ShallowRef<Phone>> = Symbol("phone");

/** Hand the phone to all screens; they are drawn again when it changes. */
export function providePhone(phone: Phone): ShallowRef<Phone> {
  const held = shallowRef(phone);
  const stop = phone.onChange(() => triggerRef(held));
  onBeforeUnmount(stop);
  provide(key, held);
  return held;
}

export function usePhone(): ShallowRef<Phone> {
  const held = inject(key);
  if (!held) throw new Error("A screen stands outside of a phone.");
  return held;
}

const GATHER = 150;

/** What `read` gives, read again after each change; null until the first time. */
export function useReading<T>(read: (phone: Phone) => Promise<T>): ShallowRef<T | null> {
  const phone = usePhone();
  const found = shallowRef<T | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function look(): Promise<void> {
    timer = undefined;
    const mine = ++turn;
    const now = await read(phone.value);
    if (mine === turn) found.value = now;
  }

  onMounted(look);
  const stop = phone.value.onChange(() => {
    timer ??= setTimeout(look, GATHER);
  });
  onBeforeUnmount(() => {
    stop();
    clearTimeout(timer);
  });
  return found;
}

let handedOver: OpenDraft | null = null;

/** Leave an opened draft for the screen that fills it. */
export function handOver(draft: OpenDraft): void {
  handedOver = draft;
}

/** Take the draft that was left here, if it is this one. */
export function takeOver(draftId: string): OpenDraft | null {
  const draft = handedOver?.draftId === draftId ? handedOver : null;
  handedOver = null;
  return draft;
}
