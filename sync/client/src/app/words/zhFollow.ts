/** Chinese: going back to findings; loaded with these screens only. */
export const zhFollow = {
  title: "回头看",
  open: (count: number) => `${count} 个问题未销号`,
  late: (count: number) => `${count} 个超期`,
  intro: "本组发现、尚未销号的问题。点开即带入原问题，没有网络也能填。",
  none: "本组没有未销号的问题",
  noneText: "问题经审核认定后，会出现在这里。",
  find: "按名称、单位或编号查找",
  nothing: (query: string) => `没有找到“${query}”`,
  due: (day: string) => `时限 ${day}`,
  noDue: "未定时限",
  overdue: (days: number) => `超期 ${days} 天`,
  today: "今天到期",
  left: (days: number) => `还剩 ${days} 天`,
  begun: "接着填",
  severity: { general: "一般", serious: "较重", major: "严重" } as Record<string, string>,
  before: "整改前",
  beforeNth: (at: number) => `整改前第 ${at} 张`,
  noneAfter: "还没有拍",
};

export type FollowWords = typeof zhFollow;
