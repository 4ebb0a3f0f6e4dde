"""How long a key takes until its letter is seen, in a form of 300 questions."""

from __future__ import annotations

from bench.client.handset import Handset

KEYS = "a long answer of somebody who types"
#: From the key's own time to the first task after the frame that shows it.
LISTEN = """
(() => {
  globalThis.keys = [];
  addEventListener("input", (event) => {
    const { timeStamp } = event;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => keys.push(performance.now() - timeStamp);
      channel.port2.postMessage(null);
    });
  }, true);
})()
"""


def keystroke_ms(phone: Handset) -> list[float]:
    """Type into the first text of the form that is open; give each key's time."""
    phone.page.evaluate(LISTEN)
    phone.page.locator(".field input[type=text], .field textarea").first.click()
    for number, key in enumerate(KEYS, start=1):
        phone.page.keyboard.press(key)
        phone.page.wait_for_function("(n) => keys.length >= n", arg=number)
    taken: list[float] = phone.page.evaluate("keys")
    return taken
