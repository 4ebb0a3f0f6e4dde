/**
 * Vite plugin: fields of classes are laid by a small function of their own each.
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
        const makers: string[] = [];
        const laid = code.replace(LAID, (_found, name: string) => {
          makers.push(maker(`_field${makers.length}`, name));
          return `_field${makers.length - 1}(this, `;
        });
        return makers.length === 0 ? null : { code: `${laid}\n${makers.join("\n")}\n`, map: null };
      },
    },
  };
}

/** As the compiler's own: set where nothing is inherited under this name, else defined. */
function maker(called: string, name: string): string {
  const define = `_defineProperty(object, ${name}, value)`;
  return `function ${called}(object, value) { if (${name} in object) ${define}; else object[${name}] = value; }`;
}
