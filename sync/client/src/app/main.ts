import { createApp } from "vue";
import App from "./App.vue";
import { show as showLook } from "./parts/look";
import { listen } from "./routes";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/field.css";
import "./styles/fill.css";
import "./styles/questions.css";
import "./styles/outbox.css";
import { language, learn, mark } from "./words";

// Where the app cannot run, `unfit.js` has put its own page here.
if (!document.documentElement.hasAttribute("data-unfit")) void learn(language.value).then(begin, begin);

function begin(): void {
  mark();
  showLook();
  listen();
  createApp(App).mount("#app");
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`);
  }
}
