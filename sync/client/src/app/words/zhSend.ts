/** Chinese: sending, its settings, and newer versions of the app. */
export const zhSend = {
  send: {
    left: (photos: number) => (photos === 0 ? "正在核对回执" : `还剩 ${photos} 张照片`),
    queue: (items: number) => `${items} 件待发`,
    minutes: (minutes: number) => (minutes < 60 ? `约 ${minutes} 分钟` : `约 ${Math.round(minutes / 60)} 小时`),
    soon: "不到 1 分钟",
    stalled: "信号弱，估不出时间",
    pausedText: "已暂停，原件都在本机",
    lockText: "锁屏会暂停，打开后续传；原件都在本机",
    held: (photos: number, size: string) =>
      `填报内容已送达。${photos} 张照片（${size}）按你的设置等 Wi-Fi，原件都在本机。`,
    more: (items: number) => `还有 ${items} 件，再显示一些`,
    anyway: "现在就发",
    late: {
      withdrawn: "表单已停用，办公室按迟到材料收下",
      revoked: "授权已收回，办公室按迟到材料收下",
      shut: "账号已停用，办公室按迟到材料收下",
      moved: "已调离本组，办公室按迟到材料收下",
    } as Record<string, string>,
    clock: (fast: boolean, span: string) =>
      `手机时间比服务器${fast ? "快" : "慢"} ${span}。请在手机设置里打开“自动设置时间”；两个时间都会记录，先后以服务器为准。`,
    days: (days: number) => (days >= 365 ? `${Math.floor(days / 365)} 年${days % 365 ? ` ${days % 365} 天` : ""}` : `${days} 天`),
    hours: (hours: number) => `${hours} 小时`,
    span: (minutes: number) => `${minutes} 分钟`,
  },

  sending: {
    title: "发送",
    wifi: "照片只在 Wi-Fi 下发送",
    wifiHint: "填报内容很小，有网就发；照片等连上 Wi-Fi。急用时在发件箱点“现在就发”。",
    wifiUntold: "这个浏览器不告诉网络类型，不能等 Wi-Fi。想省流量，请在发件箱点“暂停”，连上 Wi-Fi 后点“继续”。",
    last: "上次联通服务器",
    never: "还没有",
    whenClosed: {
      sent: "有网后自动发送。关掉本页以后，浏览器一联网也会代发；代发不成的，打开本页就接着发。",
      pin: "有网后自动发送，需本页开着（可在后台）。设了 PIN，关掉本页后不发送：输入 PIN 后才能读取本机内容。",
      unable: "有网后自动发送，需本页开着（可在后台）。这个浏览器在本页关掉后不能代发，打开本页就接着发。",
    },
    version: "应用版本",
  },

  renewal: {
    ready: "新版本已就绪，本机的表单和草稿都已试开成功。",
    now: "现在换用",
    stay: (names: readonly string[]) =>
      names.length === 0
        ? "有新版本，但在这台手机上打不开，已继续用现在的版本。内容都在本机。"
        : `有新版本，但打不开${names.slice(0, 3).map((name) => `“${name}”`).join("、")}${names.length > 3 ? `等 ${names.length} 份` : ""}，已继续用现在的版本。内容都在本机；请告诉办公室。`,
  },
};
