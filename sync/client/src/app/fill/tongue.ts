import type { OpenForm } from "../../forms/types";
import { language } from "../words";

/** Show a form in the language chosen for it, else in that of the screens. */
export function speakForm(form: OpenForm): void {
  const names = language.value === "zh" ? /zh|中文|汉/i : /en|english/i;
  const chosen = kept(form.formId);
  const wanted = form.languages.includes(chosen)
    ? chosen
    : form.languages.find((name) => names.test(name));
  if (wanted && wanted !== form.language) form.setLanguage(wanted);
}

/** Show a form in this language, also when it is opened again. */
export function chooseLanguage(form: OpenForm, name: string): void {
  form.setLanguage(name);
  try {
    localStorage.setItem(keyOf(form.formId), name);
  } catch {
    // Storage is shut: the choice holds until the form is closed.
  }
}

function kept(formId: string): string {
  try {
    return localStorage.getItem(keyOf(formId)) ?? "";
  } catch {
    return "";
  }
}

function keyOf(formId: string): string {
  return `chafang.language.${formId}`;
}
