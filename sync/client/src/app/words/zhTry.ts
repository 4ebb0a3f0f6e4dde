/** Chinese: trying a draft; loaded with its screen only. */
export const zhTry = {
  band: "试填·不作数",
  title: "试填表单",
  note: "只有编表的人看得到。草稿发布、丢弃或到期时，试填的答案和照片一起删除；送达后本机不留。",
  begin: "开始试填",
  again: "再试填一份",
  drafts: "没填完的",
  waiting: (count: number) => `${count} 份填好待送达`,
  send: "现在送达",
  sent: (count: number) => `已送达 ${count} 份，本机已删除。请编表的人刷新测试稿页看结果。`,
  sending: "正在送达…",
  offline: "没有网络，填好的留在本机，联网后再送达。",
  refused: "没有收下：",
  gone: "这份测试稿已发布、丢弃或到期，本机试填的内容已删除。",
  never: "没有网络，表单还没有取到。联网后再打开。",
  unable: "这个浏览器不能保存试填的内容，请换系统浏览器打开。",
  insecure: "要用 https 打开才能试填。",
  loading: "正在取表单…",
  leave: "回到正式填报",
  other: (title: string) => `本机正在试填另一份：${title}`,
  left: (waiting: number, drafts: number) =>
    `还没送达：填好 ${waiting} 份，没填完 ${drafts} 份。换成这次扫的这一份，它们会从本机删除。`,
  stay: "接着填原来那份",
  change: "删除它们，试填这一份",
};

export type TryWords = typeof zhTry;
