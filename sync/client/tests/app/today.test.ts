import { describe, expect, test } from "vitest";
import { isEmpty, narrowed } from "../../src/app/screens/find";
import { arrange, unsentCount, type Lists } from "../../src/app/screens/today";
import { windowOf } from "../../src/app/screens/window";
import { zh } from "../../src/app/words/zh";
import type { DraftSummary, FormSummary, OutboxItem, Visit } from "../../src/sync/types";

const NOON = new Date("2026-03-12T12:00:00+08:00");

const form: FormSummary = {
  formId: "plaque_audit", version: "1", title: "挂牌情况核查表", ready: true, closed: false,
};

function visit(id: string, more: Partial<Visit> = {}): Visit {
  return {
    id, code: id, mode: "unannounced", siteName: "王楼村", regionCode: "371424100200",
    regionPath: [], latitude: null, longitude: null, plannedFrom: "2026-03-12", plannedTo: "2026-03-12", status: "planned",
    forms: ["plaque_audit"], ...more,
  };
}

function draft(more: Partial<DraftSummary> = {}): DraftSummary {
  return {
    draftId: "d", instanceId: "uuid:d", formId: "plaque_audit", version: "1", title: "",
    visitId: null, visitLabel: "", createdAt: "", savedAt: "", photos: 0, answered: 1,
    asked: 2, problems: 0, wrong: 0, point: null, findingId: "", returned: null, pendingPhoto: null, ...more,
  };
}

function item(more: Partial<OutboxItem> = {}): OutboxItem {
  return {
    instanceId: "uuid:i", state: "queued", formId: "plaque_audit", version: "1", title: "",
    visitId: null, visitLabel: "", point: null, finalisedAt: "", deliveredAt: null, keptUntil: null,
    answersReceivedAt: null, photos: [], sentBytes: 0, totalBytes: 0, problem: null,
    returned: null, revisedBy: null, receipt: null, ...more,
  };
}

function home(lists: Partial<Lists>) {
  return arrange({ forms: [form], visits: [], drafts: [], outbox: [], ...lists }, NOON);
}

describe("the home screen", () => {
  test("shows today's visits apart from those of other days", () => {
    const { today, later } = home({
      visits: [visit("now"), visit("soon", { plannedFrom: "2026-03-15", plannedTo: "2026-03-16" })],
    });
    expect(today.map((card) => card.visit.id)).toEqual(["now"]);
    expect(later.map((card) => card.visit.id)).toEqual(["soon"]);
  });

  test("counts the day in Shanghai, not where the phone thinks it is", () => {
    const lists = { forms: [], visits: [visit("now")], drafts: [], outbox: [] };
    expect(arrange(lists, new Date("2026-03-11T16:30:00Z")).today).toHaveLength(1);
  });

  test("keeps a visit in sight while a draft of it is open", () => {
    const { today } = home({
      visits: [visit("old", { plannedFrom: "2026-03-01", plannedTo: "2026-03-01" })],
      drafts: [draft({ visitId: "old" })],
    });
    expect(today[0]?.standing).toBe("doing");
  });

  test("puts a visit away when each of its forms is in the outbox", () => {
    const { today, done } = home({ visits: [visit("v")], outbox: [item({ visitId: "v" })] });
    expect(today).toEqual([]);
    expect(done[0]?.standing).toBe("done");
  });

  test("lists a draft whose visit is gone by itself", () => {
    expect(home({ drafts: [draft({ visitId: "gone" })] }).loose).toHaveLength(1);
  });

  test("asks for a returned submission once, until its revision has begun", () => {
    const returned = item({ state: "returned" });
    expect(home({ outbox: [returned] }).returned).toEqual([returned]);
    expect(home({ outbox: [{ ...returned, revisedBy: "d" }] }).returned).toEqual([]);
  });

  test("offers no closed form", () => {
    expect(home({ forms: [{ ...form, closed: true }] }).free).toEqual([]);
  });

  test("counts as unsent what the server does not have", () => {
    const states = ["queued", "partial", "refused", "delivered", "returned"] as const;
    expect(unsentCount(states.map((state) => item({ state })))).toBe(3);
  });
});

test("a visit whose submission came back asks to be mended", () => {
  const lists = { visits: [visit("v")], outbox: [item({ visitId: "v", state: "returned" })] };
  expect(home(lists).today[0]?.standing).toBe("check");
});

const HERE = { latitude: 37.19, longitude: 116.87 };
const NEAR = { latitude: 37.2, longitude: 116.87 };
const FAR = { latitude: 37.4, longitude: 116.87 };

describe("what is to be done first", () => {
  test.each([
    ["its window is open", "2026-03-10", "2026-03-15", "open", 3],
    ["it has no window", null, null, "open", null],
    ["it has no end", "2026-03-10", null, "late", -2],
    ["it ends today", "2026-03-10", "2026-03-12", "due", 0],
    ["it is today only", "2026-03-12", "2026-03-12", "due", 0],
    ["its window is over", "2026-03-01", "2026-03-09", "late", -3],
    ["its window comes", "2026-03-13", "2026-03-15", "later", 3],
  ])("a visit is judged by its window: %s", (_name, plannedFrom, plannedTo, urgency, days) => {
    const { today, later } = home({ visits: [visit("v", { plannedFrom, plannedTo })] });
    expect([...today, ...later][0]).toMatchObject({ urgency, days });
  });

  test("what presses more, then what is nearer, then what ends sooner", () => {
    const open = { plannedFrom: "2026-03-10", plannedTo: "2026-03-15" };
    const visits = [
      visit("later-far", { plannedFrom: "2026-03-13", plannedTo: null, ...FAR }),
      visit("later-near", { plannedFrom: "2026-03-13", plannedTo: null, ...NEAR }),
      visit("later-still", { plannedFrom: "2026-03-20", plannedTo: null, ...NEAR }),
      visit("open-nowhere", open),
      visit("open-soon", { ...open, plannedTo: "2026-03-14" }),
      visit("open-far", { ...open, ...FAR }),
      visit("open-near", { ...open, ...NEAR }),
      visit("due-far", FAR),
      visit("late", { plannedFrom: "2026-03-01", plannedTo: "2026-03-02" }),
      visit("begun", { plannedFrom: "2026-03-20", plannedTo: "2026-03-21" }),
    ];
    const lists = { forms: [form], visits, drafts: [draft({ visitId: "begun" })], outbox: [] };
    const { today, later } = arrange(lists, NOON, HERE);
    expect(today.map((card) => card.visit.id)).toEqual([
      "begun", "late", "due-far", "open-near", "open-far", "open-soon", "open-nowhere",
    ]);
    expect(later.map((card) => card.visit.id)).toEqual(["later-near", "later-far", "later-still"]);
    expect(today[3]?.far).toBeCloseTo(1112, 0);
  });

  test("no distance is told while nobody asked where the phone is", () => {
    const { today } = home({ visits: [visit("v", NEAR)] });
    expect(today[0]?.far).toBeNull();
  });

  test("what a visit says of its window", () => {
    const said = (more: Partial<Visit>): string => {
      const { today, later } = home({ visits: [visit("v", more)] });
      const { dates, left } = windowOf([...today, ...later][0]!, zh);
      return `${dates}|${left}`;
    };
    expect(said({})).toBe("03-12|今天截止");
    expect(said({ plannedTo: "2026-03-14" })).toBe("03-12 至 03-14|还有 2 天");
    expect(said({ plannedFrom: "2026-03-01", plannedTo: "2026-03-09" })).toBe("03-01 至 03-09|已过 3 天");
    expect(said({ plannedFrom: "2026-03-20", plannedTo: null })).toBe("03-20|");
    expect(said({ plannedFrom: null, plannedTo: null })).toBe("|");
  });
});

describe("finding in a long list", () => {
  const lists = home({
    visits: [
      visit("a", { siteName: "孟寺镇王楼村", regionPath: ["德州市", "临邑县"] }),
      visit("b", { siteName: "伦镇石屯村", regionPath: ["德州市", "禹城市"] }),
    ],
    drafts: [draft({ title: "政务 APP 使用情况", visitLabel: "张家湾" })],
    outbox: [item({ state: "returned", title: "挂牌情况核查表", visitLabel: "前李村" })],
  });
  const found = (query: string): string[] => {
    const { today, loose, returned } = narrowed(lists, query);
    return [...today.map((card) => card.visit.id), ...loose.map((one) => one.draftId),
      ...returned.map((one) => one.instanceId)];
  };

  test.each([
    ["", ["a", "b", "d", "uuid:i"]],
    ["王楼", ["a"]],
    ["禹城 石屯", ["b"]],
    ["挂牌", ["a", "b", "uuid:i"]],
    ["ａｐｐ", ["d"]],
    ["没有这个村", []],
  ])("“%s”", (query, ids) => {
    expect(found(query)).toEqual(ids);
    expect(isEmpty(narrowed(lists, "没有这个村"))).toBe(true);
  });
});
