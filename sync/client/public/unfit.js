/* Old syntax on purpose: this runs where the app itself cannot. It looks whether this
   browser can keep and send what is filled in, and if not says how to open the app. */
(function () {
  "use strict";

  var agent = navigator.userAgent;
  var root = document.documentElement;

  function reason() {
    if (/MicroMessenger/i.test(agent)) return "wechat";
    // An insecure page lacks much of this too; the app has its own words for that.
    if (window.isSecureContext === false) return null;
    if (!("noModule" in document.createElement("script"))) return "old";
    if (!window.indexedDB || !navigator.serviceWorker || !window.crypto || !crypto.subtle) return "old";
    if (!window.caches || !window.BigInt || !Object.hasOwn || ![].at || !window.structuredClone) return "old";
    return null;
  }

  var TEXT = {
    wechat: [
      "请用手机浏览器打开",
      "微信里不能可靠地离线保存和拍照，内容可能丢失。链接没有用掉，换浏览器打开即可。",
      ["点右上角“…”", "选“在浏览器打开”（或“用默认浏览器打开”）", "没有这一项时，点下面“复制链接”，粘贴到 Chrome、Edge 或 Safari 的地址栏"],
      "Please open this in the phone's browser",
      "WeChat cannot keep forms and photos reliably. The link has not been used up.",
      ["Tap “…” in the top right corner", "Choose “Open in browser”", "Or copy the link and paste it into Chrome, Edge or Safari"]
    ],
    old: [
      "这个浏览器太旧，不能填报",
      "它不能可靠地保存填报内容和照片。链接没有用掉，换一个浏览器打开即可；已存在本机的内容都在。",
      ["安装或更新 Chrome、Edge（98 或更新）、Firefox（101 或更新）；苹果手机请更新到 iOS 15.4 或更新，用 Safari 打开", "点下面“复制链接”", "粘贴到新浏览器的地址栏打开"],
      "This browser is too old",
      "It cannot keep forms and photos reliably. The link has not been used up; what is already on this phone stays.",
      ["Install or update Chrome or Edge (98 or newer) or Firefox (101 or newer); on an iPhone update to iOS 15.4 or newer and use Safari", "Copy the link", "Paste it into the address bar of that browser"]
    ],
    failed: [
      "应用没有启动",
      "可能是网络中断，或浏览器不支持。已存在本机的内容都在。",
      ["有网络时重新打开本页", "仍不行时，点下面“复制链接”，用 Chrome、Edge 或 Safari 打开"],
      "The app did not start",
      "The network may have broken off, or the browser may not be able to. What is on this phone stays.",
      ["Open this page again with a network", "If it still fails, copy the link and open it in Chrome, Edge or Safari"]
    ]
  };

  function add(parent, name, text, className) {
    var made = document.createElement(name);
    if (text) made.appendChild(document.createTextNode(text));
    if (className) made.className = className;
    parent.appendChild(made);
    return made;
  }

  function half(parent, lang, title, text, steps) {
    var section = add(parent, "section");
    section.lang = lang;
    add(section, lang === "en" ? "h2" : "h1", title);
    add(section, "p", text);
    var list = add(section, "ol");
    for (var i = 0; i < steps.length; i += 1) add(list, "li", steps[i]);
  }

  function copy(field, button) {
    field.focus();
    field.select();
    field.setSelectionRange(0, field.value.length);
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    button.firstChild.nodeValue = done ? "已复制 · Copied" : "请长按链接复制 · Press and hold the link";
  }

  function show(why) {
    root.setAttribute("data-unfit", why);
    var body = document.body;
    var told = TEXT[why];
    body.innerHTML = "";
    body.className = "unfit";
    half(body, "zh-CN", told[0], told[1], told[2]);
    var field = add(body, "textarea", location.href, "unfit-link");
    field.readOnly = true;
    field.rows = 3;
    field.setAttribute("aria-label", "链接 · Link");
    var button = add(body, "button", "复制链接 · Copy the link", "unfit-copy");
    button.type = "button";
    button.onclick = function () { copy(field, button); };
    half(body, "en", told[3], told[4], told[5]);
  }

  function whenReady(then) {
    if (document.body) then();
    else document.addEventListener("DOMContentLoaded", then);
  }

  function hasBegun() {
    var app = document.getElementById("app");
    return !app || app.childNodes.length > 0;
  }

  var why = reason();
  if (why) {
    root.setAttribute("data-unfit", why);
    whenReady(function () { show(why); });
    return;
  }
  // A script that could not be read or fetched: whatever is on the screen stays.
  window.addEventListener("error", function () {
    whenReady(function () { if (!hasBegun()) show("failed"); });
  }, true);
})();
