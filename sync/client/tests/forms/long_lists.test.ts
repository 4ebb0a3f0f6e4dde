/** Long lists: found by an index, and the same as tried one by one. */
import { expect, test } from "vitest";
import { ENVIRONMENT, find, opened } from "./make";

const LIST = ["name,label,level,parent"];
for (let county = 0; county < 4; county += 1) {
  LIST.push(`c${county},县${county},county,`);
  for (let village = 0; village < 400; village += 1) {
    LIST.push(`c${county}v${village},村${county}-${village},village,c${county}`);
  }
}
const LISTS = new Map([["places.csv", LIST.join("\n")]]);

function form(...filters: readonly string[]): string {
  const names = filters.map((_filter, index) => `q${index}`);
  const controls = filters.map(
    (filter, index) => `<select1 ref="/data/q${index}"><label>q</label>
<itemset nodeset="instance('places')/root/item${filter}"><value ref="name"/><label ref="label"/></itemset></select1>`,
  );
  return `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title><model>
<instance><data id="t" version="1"><typed/>${names.map((name) => `<${name}/>`).join("")}<meta><instanceID/></meta></data></instance>
<instance id="places" src="jr://file-csv/places.csv"/></model></h:head>
<h:body><input ref="/data/typed"><label>typed</label></input>${controls.join("")}</h:body></h:html>`;
}

const FILTERS: readonly (readonly [string, number])[] = [
  ["", 1604],
  ["[level='county']", 4],
  ["[parent= /data/q1 ]", 400],
  ["[level='village' and parent= /data/q1 and name != 'c2v0']", 399],
  ["[parent= /data/q1 or level='county']", 404],
  ["[ /data/q1 =parent]", 400],
  ["[parent= /data/q1 ][position() &lt; 3]", 2],
  ["[parent= /data/q1 and position() &lt; 1000]", 196],
  ["[parent= /data/typed ]", 4],
  ["[parent= /data/nowhere ]", 0],
  ["[level='county' and starts-with(name, 'c')]", 4],
];

test("each filter gives the entries that trying all of them would give", async () => {
  const { pages } = await opened(form(...FILTERS.map(([filter]) => filter)), null, ENVIRONMENT, LISTS);
  const open = { pages };
  find(open, "q1", "one").set(["c2"]);
  const counts = FILTERS.map((_filter, index) => find(open, `q${index}`, "one").choices.length);
  expect(counts).toEqual(FILTERS.map(([, count]) => count));
  expect(find(open, "q2", "one").choices[1]).toEqual({ value: "c2v1", label: "村2-1", media: null });
  const whole = find(open, "q0", "one");
  expect(whole.choices[2]).toEqual({ value: "c0v1", label: "村0-1", media: null });
  expect([whole.set(["c0v1"]).state, whole.value]).toEqual(["taken", ["c0v1"]]);
  find(open, "q1", "one").set(["c0"]);
  expect(find(open, "q2", "one").choices[399]?.label).toBe("村0-399");
});
