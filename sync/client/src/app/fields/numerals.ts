/** A number with a comma between its thousands; other texts as they are. */
export function grouped(text: string): string {
  const [, sign = "", whole = "", rest = ""] = /^([+-]?)(\d+)(\.\d*)?$/.exec(text) ?? [];
  if (whole === "") return text;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest}`;
}
