/** Rows of a CSV by the names in its first line; quoted cells may hold commas. */
export function csvRows(text: string): Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = lines(text.replace(/^\uFEFF/, ""));
  return rows.map((cells) =>
    Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])),
  );
}

/** Write rows under a heading, each on a line; columns that it lacks come last. */
export function csvText(rows: readonly Readonly<Record<string, string>>[], heading: string): string {
  const known = cells(heading);
  const all = [...new Set([...known, ...rows.flatMap((row) => Object.keys(row))])];
  const told = rows.map((row) => all.map((name) => cell(row[name] ?? "")).join(","));
  return [all.map(cell).join(","), ...told, ""].join("\n");
}

function cell(text: string): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, " ");
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

function lines(text: string): string[][] {
  const found: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line !== "") found.push(cells(line));
  }
  return found;
}

/** Our lists keep each row on a line of its own. */
function cells(line: string): string[] {
  const found = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((each) => each[1] ?? "");
  // The empty match at the very end is no cell, unless the line ends with a comma.
  if (!line.endsWith(",")) found.pop();
  return found.map((cell) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}
