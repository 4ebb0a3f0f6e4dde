import { onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";

const PAUSE = 300;

/** A text that is being typed. */
export interface Typing {
  readonly text: Ref<string>;
  /** Listeners for the input. */
  readonly on: {
    input: (event: Event) => void;
    compositionstart: () => void;
    compositionend: (event: Event) => void;
    blur: () => void;
  };
}

export interface Written {
  /** The text as the form keeps it. */
  kept: () => string;
  write: (text: string) => void;
  /** The reader has gone on to something else. */
  left: () => void;
}

/**
 * Carry what is typed into the form after a short pause, and at once when the
 * reader leaves, hides or closes the page. Never while an input method is composing:
 * half a pinyin is no answer.
 */
export function useTyping({ kept, write, left }: Written): Typing {
  const text = ref(kept());
  let composing = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(waiting);
    if (waiting === undefined) return;
    waiting = undefined;
    write(text.value);
  }

  function typed(event: Event): void {
    text.value = (event.target as HTMLInputElement).value;
    clearTimeout(waiting);
    waiting = undefined;
    if (!composing) waiting = setTimeout(flush, PAUSE);
  }

  function composed(event: Event): void {
    composing = false;
    typed(event);
  }

  function leave(): void {
    composing = false;
    flush();
    left();
  }

  watch(kept, (now) => {
    if (waiting === undefined && !composing) text.value = now;
  });
  onMounted(() => addEventListener("pagehide", flush));
  onMounted(() => document.addEventListener("visibilitychange", flush));
  onBeforeUnmount(() => {
    flush();
    removeEventListener("pagehide", flush);
    document.removeEventListener("visibilitychange", flush);
  });

  return {
    text,
    on: {
      input: typed,
      compositionstart: () => {
        composing = true;
      },
      compositionend: composed,
      blur: leave,
    },
  };
}
