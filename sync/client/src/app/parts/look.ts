import { ref, type Ref } from "vue";

export const THEMES = ["system", "light", "dark", "contrast"] as const;
export const SIZES = ["normal", "large", "larger"] as const;
export type Theme = (typeof THEMES)[number];
export type Size = (typeof SIZES)[number];

const THEME = "chafang.theme";
const SIZE = "chafang.size";

/** The colours in use; "system" follows the phone. */
export const theme: Ref<Theme> = ref(kept(THEME, THEMES));
export const size: Ref<Size> = ref(kept(SIZE, SIZES));

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  keep(THEME, chosen);
  show();
}

export function chooseSize(chosen: Size): void {
  size.value = chosen;
  keep(SIZE, chosen);
  show();
}

/** Put the chosen look on the document: the style sheets read it there. */
export function show(): void {
  const { dataset } = document.documentElement;
  if (theme.value === "system") delete dataset["theme"];
  else dataset["theme"] = theme.value;
  dataset["size"] = size.value;
}

function kept<Name extends string>(key: string, names: readonly [Name, ...Name[]]): Name {
  try {
    const name = localStorage.getItem(key);
    return names.find((each) => each === name) ?? names[0];
  } catch {
    return names[0];
  }
}

function keep(key: string, name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // Storage is shut: the choice holds until the page is closed.
  }
}
