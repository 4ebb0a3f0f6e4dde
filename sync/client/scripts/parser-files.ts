/**
 * Vite plugin: the form engine carries the machine code of its parser as base64 in its
 * text, where it hardly shrinks on the wire and is decoded anew at each start. It is laid
 * beside the text as files of its own; the engine takes their addresses as well.
 */
import type { Plugin } from "vite";

const ENGINE = /@getodk\/xforms-engine\/dist\/\w+\.js$/;
const CARRIED = /const (\w+) = "data:application\/wasm;base64,([A-Za-z0-9+/=]+)"/g;

export function parserFiles(): Plugin {
  return {
    name: "chafang-parser-files",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!ENGINE.test(id.split("?")[0] ?? id)) return null;
      const lighter = code.replace(CARRIED, (_whole, name: string, base64: string) => {
        const file = this.emitFile({
          type: "asset",
          name: `${name}.wasm`,
          source: Buffer.from(base64, "base64"),
        });
        return `const ${name} = import.meta.ROLLUP_FILE_URL_${file}`;
      });
      return lighter === code ? null : { code: lighter, map: null };
    },
  };
}
