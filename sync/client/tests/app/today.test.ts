import { describe, expect, test } from "vitest";
import { arrange, unsentCount, type Lists } from "../../src/app/screens/today";
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
    asked: 2, problems: 0, point: null, returned: null, pendingPhoto: null, ...more,
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

  test("calls a visit done when each of its forms is in the outbox", () => {
    const { today } = home({ visits: [visit("v")], outbox: [item({ visitId: "v" })] });
    expect(today[0]?.standing).toBe("done");
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
