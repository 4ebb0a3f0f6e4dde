/**
 * Vite plugin: fields of classes are laid by a small function for each name.
 *
 * Old browsers know no class fields, so the compiler lays them through one common
 * function, which a JavaScript engine cannot learn: with the hundreds of thousands of
 * small objects of the form engine that was a third of the time to open a form.
 */
import type { Plugin } from "vite";

const LAID = /\b_defineProperty\(this, ("[A-Za-z_$][\w$]*"), /g;

export function classFields(): Plugin {
  return {
    name: "chafang-class-fields",
    apply: "build",
    renderChunk: {
      order: "pre",
      handler(code) {
        const names = new Map<string, number>();
        const laid = code.replace(LAID, (_found, name: string) => {
          const known = names.get(name) ?? names.size;
          names.set(name, known);
          return `_field${known}(this, `;
        });
        if (names.size === 0) return null;
        const makers = [...names].map(([name, number]) => maker(`_field${number}`, name));
        return { code: `${laid}\n${makers.join("\n")}\n`, map: null };
      },
    },
  };
}

/** As the compiler's own: set where nothing is inherited under this name, else defined. */
function maker(called: string, name: string): string {
  const define = `_defineProperty(object, ${name}, value)`;
  return `function ${called}(object, value) { if (${name} in object) ${define}; else object[${name}] = value; }`;
}
