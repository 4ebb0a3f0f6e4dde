import { zhFill } from "./zhFill";
import { zhQuestions } from "./zhQuestions";
import { joined, zhHome } from "./zhHome";
import { zhSend } from "./zhSend";
import { zhPlaces } from "./zhPlaces";

/** Chinese: the language the words are written in first. */
export const zh = {
  ...zhHome,
  ...zhSend,
  ...zhFill,
  ...zhQuestions,
  ...zhPlaces,

  back: "返回",
  close: "关闭",
  cancel: "取消",
  remove: "删除",
  reading: "正在读取…",
  secondsAgo: (seconds: number) => `${seconds} 秒前`,
  minutesAgo: (minutes: number) => `${minutes} 分钟前`,
  returnedBecause: (reason: string) => `退回：${reason}`,

  nav: { label: "主导航", home: "察访", outbox: "发件箱", me: "我的" },

  link: {
    idle: "网络正常",
    offline: "无网络",
    sending: "发送中",
    pulling: "接收中",
    paused: "已暂停",
    login_page: "网络要登录",
    server_trouble: "服务器有故障",
    device_unknown: "需重新登记",
    device_revoked: "授权已收回",
    waiting_wifi: "等 Wi-Fi",
    why: {
      device_revoked:
        "办公室已收回这台手机的授权，不再下发任务。已定稿的内容仍会收下，记为“迟到材料”。全部送达后，本机内容自动清除；没填完的草稿请定稿，或在“我的”里存成文件。如属误收，请向组长要新的登记链接。",
      login_page: "这个无线网络要先登录才能上网。请打开浏览器登录，或改用手机流量。内容都在本机。",
      device_unknown:
        "服务器不再认得这台手机。本机内容都在；请向组长要一个新的登记链接，重新登记后继续发送。",
    },
  },

  notKept: {
    full: "手机空间已满，这一步没有保存；之前已存的内容都在。请清出已送达的，或删除手机里的其他文件，再试一次；也可先存成文件。",
    closed: "浏览器关闭了本机存储，这一步没有保存。请重新打开本页；之前已存的内容都在。",
    damaged: "存入后读回不一致，这一步没有保存。请重新打开本页再填这一处；之前已存的内容都在。",
    elsewhere: "这份草稿在另一个页面打开着，这一步没有保存。请关闭另一个页面后重新打开。",
    outdated: "另一个页面已换成新版应用，本页不能再保存。请刷新本页；之前已存的内容都在。",
    cleared: "浏览器清理了本站在这台手机上的内容，这一步没有保存，之前没送达的也可能没有了。请先记下本页要紧的内容，再重新打开本页。",
  },

  enrol: {
    title: "登记这台手机",
    done: "登记成功",
    ask: "登记后，这台手机只填报和发送一个组的内容。",
    ended: (team: string, label: string) =>
      `办公室已收回这台手机（${[team, label].filter(Boolean).join(" · ")}）的授权。已填的都已送达，本机内容已清除。`,
    noCode: "这台手机还没有登记。请扫组长给的二维码，或把登记链接粘贴到这里。",
    link: "登记链接或登记码",
    linkHint: "链接 24 小时内有效，只能用一次",
    label: "手机名称",
    labelHint: "方便办公室认出这台手机，如“07 组备用机”",
    thisPhone: "手机",
    yes: "登记",
    busy: "正在登记…",
    became: "这台手机现在属于：",
    offlineFromNow: "表单和任务正在下载到本机。下载完后没有网络也能填报、拍照。",
    begin: "开始",
    already: (team: string, label: string) =>
      `这台手机已登记 ${team}（${label}）。重新登记后换成新的身份，本机未发的内容保留。`,
    offline: "没有网络，还不能登记。请在有网络的地方重试；链接仍然有效，未作更改。",
    login_page: "这个无线网络要先登录才能上网。请打开浏览器登录，或改用手机流量后重试。未作更改。",
  },

  unable: {
    title: "不能在这里填报",
    insecure: "这个网页的连接不安全，浏览器不允许保存和拍照。为免内容丢失，这里不能填报。",
    no_storage: "这个浏览器不保存任何内容（可能是无痕窗口，或存储已关闭）。为免内容丢失，这里不能填报。",
    certificate: "安装证书后再打开",
    certificateSteps: [
      "扫办公室电脑上的第一个二维码，打开安装证书的页面",
      "按页面上的步骤安装证书",
      "扫第二个二维码，打开登记链接（以 https 开头）",
    ],
    storage: "换一种方式打开",
    storageSteps: ["关闭无痕窗口，用普通窗口打开", "在浏览器设置里允许本站保存内容", "或换用 Chrome、Edge 打开同一链接"],
    collect: "或者用 ODK Collect 填报",
    collectText: "在手机上安装 ODK Collect，扫办公室给的 Collect 二维码，同样的表单可以离线填报、拍照和发送。",
  },

  receipt: {
    title: "回执",
    at: "服务器时间",
    instance: "记录编号",
    answers: "内容校验值",
    photo: "照片和校验值",
    size: "大小",
    none: "还没有回执。内容送达后可在这里查看。",
    missing: (count: number) => `服务器还差 ${count} 个文件，自动续传。`,
  },

  me: {
    title: "我的",
    whose: "这台手机",
    user: "使用人",
    staffNo: (no: string) => `工号 ${no}`,
    team: "组",
    campaign: "专项",
    device: "手机名称",
    room: "存储",
    used: "已用",
    free: "可用",
    persistent: "长期保存",
    promised: "浏览器已承诺",
    notPromised: "浏览器未承诺",
    notPromisedText: "手机空间紧张时，浏览器可能清理本站内容。请把本页添加到主屏幕，并尽早发送。",
    forms: "本机表单",
    version: (version: string) => `版本 ${version}`,
    ready: "已在本机",
    closed: "已停用",
    noForms: "本机还没有表单。有网络时自动下载。",
    language: "语言",
    signOut: "解除登记",
    signOutYes: "解除登记",
    signOutText: "解除后不能再接收任务和发送。需要新的登记链接才能重新登记。",
    signOutUnsent: (drafts: number, unsent: number) =>
      `本机还有${joined(drafts && ` ${drafts} 件草稿`, unsent && ` ${unsent} 件待发`)}没有送到服务器。解除后它们留在本机，但不能发送，直到重新登记。建议先发送。`,
  },
};

/** Everything the screens say, in one language. */
export type Words = typeof zh;
