"""Chinese is drawn in the font that we bring, never in the machine's own."""

import pytest

pytestmark = pytest.mark.browser


def test_the_browser_draws_chinese_in_the_font_we_bring(browser):
    page = browser.new_page()
    page.set_content("<p style='font-family: sans-serif'>察访</p>")
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    asked = {"nodeId": root, "selector": "p"}
    paragraph = client.send("DOM.querySelector", asked)["nodeId"]
    fonts = client.send("CSS.getPlatformFontsForNode", {"nodeId": paragraph})
    page.close()
    assert [font["familyName"] for font in fonts["fonts"]] == ["Noto Sans SC"]
