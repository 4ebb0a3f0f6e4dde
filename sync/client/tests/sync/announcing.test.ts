/** What a phone tells the office of its unsent work. */
import { expect, test } from "vitest";
import { begun, enrolled, shoot } from "./device";
import { Office, json } from "./office";

interface Said {
  readonly drafts: readonly { readonly begun_on: string }[];
}

test.each([
  ["2026-03-12T15:59:59Z", "2026-03-12"],
  ["2026-03-12T16:00:00Z", "2026-03-13"],
])("what is begun at %s is announced with the day in China", async (moment, day) => {
  const office = new Office();
  office.clock = new Date(moment);
  const said: Said[] = [];
  office.fault = ({ path, body }) => {
    if (path !== "/api/v1/drafts") return null;
    said.push(JSON.parse(body.toString()) as Said);
    return Promise.resolve(json(200, {}));
  };
  const { phone } = await enrolled(office);
  const draft = await begun(phone);
  await shoot(draft, 500);
  await phone.sync();
  expect(said.at(-1)?.drafts.map((one) => one.begun_on)).toEqual([day]);
});
