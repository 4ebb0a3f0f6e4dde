/** Chinese: places, maps and lines. */

/** "86 m", "1.2 km", "34 km": as exact as it is useful. */
export function metres(length: number): string {
  if (length < 1) return `${Number(length.toPrecision(1))} m`;
  if (length < 1000) return `${Math.round(length)} m`;
  const kilometres = length / 1000;
  return kilometres < 10 ? `${Number(kilometres.toFixed(1))} km` : `${Math.round(kilometres)} km`;
}

/** "86 m²", "1.2 公顷" */
function area(size: number): string {
  if (size < 10_000) return `${Math.round(size)} m²`;
  const hectares = size / 10_000;
  return hectares < 100 ? `${hectares.toFixed(1)} 公顷` : `${(hectares / 100).toFixed(1)} km²`;
}

export const zhPlaces = {
  place: {
    none: "还没有定位",
    take: "取当前位置",
    again: "重新定位",
    taking: (seconds: number) => `正在定位，${seconds} 秒`,
    better: (aim: number) => `到 ${aim} m 自动停`,
    enough: "就用这个",
    stop: "停止",
    taken: "已定位",
    byHand: "地图上选定",
    wide: (found: number, most: number) =>
      `误差 ${found} m，超过 ${most} m。到开阔处重新定位更准；也可以就用这个。`,
    onMap: "地图上选",
    seeMap: "看地图",
    trouble: {
      timeout: "定位超过 30 秒未成功。可先填报，或选未定位原因。",
      denied: "没有定位权限。可在浏览器设置里允许本站定位，或选未定位原因。",
      unavailable: "手机现在给不出位置。到室外再试，或选未定位原因。",
      unsupported: "这个浏览器不能定位。请选未定位原因。",
    },
  },

  map: {
    north: "北",
    metres,
    keys: "拖动移动，两指缩放；键盘用方向键和加减号",
    closer: "放大",
    further: "缩小",
    here: "我的位置",
    all: "全部显示",
    several: (count: number) => `${count} 件在这里`,
    site: "被察访单位",
    you: (accuracy: number, ago: string) => `我的位置 ±${accuracy} m·${ago}`,
    fromSite: (far: string) => `距被察访单位 ${far}`,
    fromYou: (far: string) => `距我 ${far}`,
    put: "就放在这里",
    noGround: "这张地图不用网络，只画位置、距离和方向。",
  },

  line: {
    none: { trace: "还没有画线", shape: "还没有画边界" },
    draw: { trace: "画线", shape: "画边界" },
    redraw: "接着画",
    points: (count: number) => `${count} 个点`,
    length: (length: number) => `长 ${metres(length)}`,
    round: (length: number) => `周长 ${metres(length)}`,
    area: (size: number) => `面积 ${area(size)}`,
    walk: "走着记",
    tap: "点着记",
    how: "怎样记点",
    every: "每隔",
    seconds: (count: number) => (count < 60 ? `${count} 秒` : "1 分钟"),
    exact: "误差不超过",
    within: (most: number) => `${most} m`,
    begin: "开始记",
    pause: "暂停",
    addHere: "记当前点",
    addCross: "记十字处",
    undo: "撤销上一点",
    done: "完成",
    walking: (accuracy: string) => `正在记点${accuracy}`,
    waiting: "正在等定位",
    inexact: (found: number, most: number) => `误差 ${found} m，到 ${most} m 以内才记`,
    few: { trace: "至少 2 个点才存", shape: "至少 3 个点才存" },
    tapHint: "拖动地图对准，再点“记十字处”；也可以直接点地图",
    walkHint: "沿线走，自动记点。屏幕要亮着，锁屏时不记。",
    noFix: "现在没有定位，不能记当前点。可改用“点着记”。",
  },

  near: {
    ask: "按距离排",
    asking: "正在定位…",
    fresh: (ago: string) => `按距离排·${ago}定位`,
    hint: "只在点这里时定位一次，不记录轨迹，不上传。",
    far: metres,
  },
};
