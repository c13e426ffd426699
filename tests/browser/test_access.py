"""Everyone gets in and gets out: every template in each scheme and in senior mode, by axe and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TEMPLATES = [
    "",
    "explore/",
    "explore/?q=学习",
    "explore/?q=没有这样的人",
    "stars/li-xiulan/",
    "projects/sunmao-gongfang/",
    "years/2026/",
    "regions/zhengzhou/",
    "fields/feiyi/",
    "press/",
    "press/2025/",
    "data/",
    "about/",
    "404.html",
    "stars/qiao-beichuan/",  # withdrawn
    "stage/",
    "en/",
    "en/explore/?q=wang",
    "en/stars/li-xiulan/",
    "en/years/2026/",
    "en/press/",
]
"""One address for each template and state; those that others frame or paste are `APART`."""
APART = ["embed/stars/li-xiulan.html", "stage/2026/"]
SENIOR = {"senior": "on"}
MODES: dict[str, dict[str, str]] = {
    "light": {},
    "dark": {"scheme": "dark"},
    "senior": SENIOR,
    "white": SENIOR | {"contrast": "white", "size": "100", "scheme": "dark"},
    "black": SENIOR | {"contrast": "black", "size": "150"},
    "blue": SENIOR | {"contrast": "blue", "size": "200"},
}
PHONE, DESK = 360, 1440

# The rules of WCAG 2.2 A and AA, its enhanced contrast (AAA) for text, and axe's own advice.
FOUND = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
  const rules = { "color-contrast-enhanced": { enabled: true } }
  const { violations } = await axe.run(document, { runOnly: tags, rules })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)
}"""


CONTRAST = """async () => {
  const { violations } = await axe.run(document, { runOnly: ["color-contrast", "color-contrast-enhanced"] })
  return violations.flatMap(({ nodes }) => nodes.map((node) => node.html))
}"""


# Links in running text, and what is written over by a larger one, are no targets of their own.
SMALL = """(least) => [...document.querySelectorAll("a[href], button, input, select, summary")].filter((each) => {
  if (!each.checkVisibility() || each.closest(".unseen, .skip, .story, .prose, .standfirst")) return false;
  const around = each.parentElement.cloneNode(true);
  for (const other of around.querySelectorAll("a, b, small, span")) other.remove();
  if (getComputedStyle(each).display === "inline" && /[\\p{L}\\p{N}]/u.test(around.textContent)) return false;
  const over = getComputedStyle(each, "::after");
  if (over.content !== "none" && over.position === "absolute") return false;
  const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
  return width && (width < least - 0.5 || height < least - 0.5);
}).map((each) => each.outerHTML.slice(0, 160))"""
LEAST = {"light": 24, "dark": 24, "senior": 44}
# Senior mode's promise holds in its smallest type, too.
SMALLEST = "document.documentElement.dataset.size = '100'"
COLOURED = [
    "",
    "explore/?q=学习",
    "explore/?q=没有这样的人",
    "stars/li-xiulan/",
    "projects/sunmao-gongfang/",
    "years/2026/",
    "press/",
    "data/",
    "about/",
    "404.html",
    "stage/",
    "en/stars/li-xiulan/",
]
"""Addresses that have between them everything that has a colour."""


@pytest.fixture
def rooms() -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for each in opened:
        each.close()


def _tab(rooms: list[BrowserContext], browser: Browser, width: int, kept: dict[str, str]) -> Page:
    """A tab of a reader who has chosen `kept` before."""
    room = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    for key, value in kept.items():
        room.add_init_script(f"localStorage.setItem({key!r}, {value!r})")
    rooms.append(room)
    return room.new_page()


def _open(tab: Page, address: str, *, whole: bool = True) -> Page:
    """`whole`: with what a phone lays out only when it comes near."""
    tab.goto(address)
    if whole:
        tab.add_style_tag(content="* { content-visibility: visible !important }")
    if tab.evaluate("document.documentElement.dataset.senior") and tab.locator("header").count():
        tab.wait_for_selector(".tray")
    if "explore/" in address:
        tab.wait_for_function("document.documentElement.dataset.searched !== undefined")
    return tab


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("mode", ["light", "dark", "senior"])
def test_axe_finds_nothing_and_every_target_is_large_enough(
    browser: Browser, url: str, rooms: list[BrowserContext], mode: str, width: int
) -> None:
    tab = _tab(rooms, browser, width, MODES[mode])
    found: dict[str, list[str]] = {}
    for address in TEMPLATES + (APART if mode == "light" else []):  # they know no modes
        _open(tab, url + address)
        tab.evaluate(AXE)
        told = tab.evaluate(FOUND)
        if mode == "senior":
            tab.evaluate(SMALLEST)
        if told := told + tab.evaluate(SMALL, LEAST[mode]):
            found[address] = told
    assert not found, "\n".join(f"{address}: {told}" for address, told in found.items())


@pytest.mark.parametrize(
    ("mode", "width", "ground"),
    [("white", DESK, (255, 255, 255)), ("black", PHONE, (0, 0, 0)), ("blue", PHONE, (0, 0, 92))],
)
def test_every_set_of_colours_is_of_high_contrast(
    browser: Browser,
    url: str,
    rooms: list[BrowserContext],
    mode: str,
    width: int,
    ground: tuple[int, int, int],
) -> None:
    """Whatever the scheme. What else axe looks for is the same in all of them."""
    tab = _tab(rooms, browser, width, MODES[mode])
    found: dict[str, list[str]] = {}
    for address in COLOURED:
        _open(tab, url + address)
        tab.evaluate(AXE)
        told = tab.evaluate(CONTRAST)
        if tab.evaluate("getComputedStyle(document.body).backgroundColor") != f"rgb{ground}":
            told.append("another ground")
        if told:
            found[address] = told
    assert not found, "\n".join(f"{address}: {told}" for address, told in found.items())


FOCUSABLE = """a[href], button, input, select, textarea, summary, video, [tabindex="0"]"""
# What a reader can see and so expects to reach; of a set of radio buttons the keyboard reaches one.
EXPECTED = f"""() => [...document.querySelectorAll(`{FOCUSABLE}`)].filter((each) =>
  each.checkVisibility({{ visibilityProperty: true }}) && !each.disabled &&
  !(each.type === "radio" && !each.checked)).map((each) => {{
    each.dataset.walked ??= "";
    return each.outerHTML.slice(0, 160);
  }})"""
# Where the focus is now: noted on its element; what is wrong with how it shows.
# Nobody presses the key twice within a frame, and what is laid out late has its place in the next.
STEP = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  const at = document.activeElement;
  const round = at?.matches(".skip") && at.dataset.walked; // past the last comes the first again
  if (!at || at === document.body || round) return null;
  at.dataset.walked = "yes";
  if (!at.matches(":focus")) return { ring: true, covered: false }; // inside the browser's own player
  let ringed = at, ring = false;
  for (; ringed && !ring; ringed = ringed.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
    ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  }
  const box = at.getClientRects()[0];
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const seen = document.elementFromPoint(x, y);
  const covered = !seen || !(at.contains(seen) || seen.contains(at) || seen.closest("label")?.contains(at));
  return { what: at.outerHTML.slice(0, 160), ring, covered: covered && at.tagName !== "VIDEO" };
}"""
LEFT = f"""() => [...document.querySelectorAll(`{FOCUSABLE}`)].filter((each) =>
  each.dataset.walked === "").map((each) => each.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize(("mode", "width"), [("light", DESK), ("light", PHONE), ("blue", PHONE)])
def test_the_tab_key_reaches_everything_is_always_seen_and_gets_out(
    browser: Browser, url: str, rooms: list[BrowserContext], mode: str, width: int
) -> None:
    tab = _tab(rooms, browser, width, MODES[mode])
    found: dict[str, Any] = {}
    for address in COLOURED if mode == "blue" else TEMPLATES:
        _open(tab, url + address, whole=False)
        tab.wait_for_load_state("load")
        most = len(tab.evaluate(EXPECTED)) + 40  # a player has controls of its own
        wrong: list[Any] = []
        for _ in range(most):
            tab.keyboard.press("Tab")
            step = tab.evaluate(STEP)
            if step is None:
                break
            if not step["ring"] or step["covered"]:
                wrong.append(step)
        else:
            wrong.append("never got out")
        if wrong or tab.evaluate(LEFT):
            found[address] = [wrong, tab.evaluate(LEFT)]
    assert not found, "\n".join(f"{address}: {told}" for address, told in found.items())


@pytest.mark.parametrize("mode", ["light", "blue"])
def test_at_four_hundred_percent_nothing_scrolls_sideways(
    browser: Browser, url: str, rooms: list[BrowserContext], mode: str
) -> None:
    """1280 pixels at 400% are 320; `blue` has type of 200% besides."""
    tab = _tab(rooms, browser, 320, MODES[mode])
    wide = {}
    for address in TEMPLATES:
        _open(tab, url + address)
        wide[address] = tab.evaluate("document.documentElement.scrollWidth")
    assert {address: found for address, found in wide.items() if found > 320} == {}


def test_figures_and_names_in_tables_stay_whole_on_a_phone(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    tab = _tab(rooms, browser, PHONE, SENIOR)
    for address, cells in (("projects/sunmao-gongfang/", ".people td"), ("data/", "tbody code")):
        _open(tab, url + address)
        told = """(cells) => cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return new Set([...range.getClientRects()].map(({ top }) => top)).size;
        })"""
        lines = tab.locator(cells).filter(visible=True).evaluate_all(told)
        assert set(lines) == {1}, address


def test_in_forced_colours_what_is_chosen_has_a_frame(browser: Browser, url: str) -> None:
    room = browser.new_context(forced_colors="active")
    tab = _open(room.new_page(), url + "explore/?region=zhengzhou&year=2026")
    tab.locator("[data-glance] summary").first.click()
    tab.locator("[data-senior-toggle]").click()
    for chosen in (".tile [aria-current]", ".years [aria-current]"):
        frame = tab.locator(chosen).evaluate("e => getComputedStyle(e).border")
        assert frame.startswith("3px solid"), chosen
    ground = "e => getComputedStyle(e).backgroundColor"
    assert tab.locator("[data-senior-toggle]").evaluate(ground) != tab.locator(
        "[data-scheme-toggle]"
    ).evaluate(ground)
    room.close()


# --- senior mode's aids

SIZE = "parseFloat(getComputedStyle(document.querySelector('.story p')).fontSize)"
ENTRY = "stars/li-xiulan/"


def test_the_aids_are_one_press_away_and_remembered(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    room = browser.new_context(viewport={"width": PHONE, "height": 760})
    rooms.append(room)
    tab = room.new_page()
    tab.goto(url + ENTRY)
    plain = tab.evaluate(SIZE)
    tab.locator("[data-senior-toggle]").focus()
    tab.keyboard.press("Enter")
    tray = tab.locator(".tray")
    for _ in range(3):
        tray.get_by_text("字大", exact=True).click()
    assert tray.get_by_text("字大", exact=True).get_attribute("aria-disabled") == "true"
    assert round(tab.evaluate(SIZE) / plain, 2) == 2
    tray.get_by_text("更多").click()
    tray.get_by_text("黑底黄字").click()
    tray.get_by_text("阅读线").click()
    tray.get_by_text("大指针").click()
    tab.keyboard.press("Escape")
    assert tray.get_by_text("退出长者模式").is_hidden()
    tab.goto(url + "about/")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert tab.evaluate(ground) == "rgb(0, 0, 0)"
    assert "pointer.svg" in tab.evaluate("getComputedStyle(document.documentElement).cursor")
    tab.mouse.move(100, 300)
    assert round(tab.locator(".ruler").bounding_box()["y"]) == 300
    tab.wait_for_selector(".tray")
    tab.get_by_text("更多").click()
    tab.get_by_text("退出长者模式").click()
    assert tab.evaluate(ground) != "rgb(0, 0, 0)"
    assert tab.locator(".tray").is_hidden()
    assert tab.locator(".ruler").is_hidden()
    assert tab.evaluate("document.activeElement.matches('[data-senior-toggle]')")


def test_back_on_a_page_that_was_kept_holds_what_was_chosen_since(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    """Browsers keep a page as it was; here it is told so, as headless ones don't."""
    tab = _tab(rooms, browser, PHONE, {})
    tab.goto(url + "about/")
    tab.evaluate("localStorage.setItem('senior', 'on'); localStorage.setItem('size', '200')")
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    tab.wait_for_selector(".tray:visible")
    assert tab.locator("html[data-senior][data-size='200']").count() == 1
    assert tab.locator("[data-senior-toggle][aria-pressed=true]").count() == 1


def test_an_enlarged_photo_its_caption_and_its_buttons_are_seen_at_every_size_of_type(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    tab = _tab(rooms, browser, PHONE, SENIOR | {"size": "200"})
    for address in (ENTRY, f"en/{ENTRY}"):
        _open(tab, url + address)
        tab.locator("[data-lightbox]").first.click()
        photo = tab.locator(".lightbox img").bounding_box()
        assert photo
        assert (photo["width"], photo["height"] > 240) == (PHONE, True)
        close = tab.locator("[data-lightbox-close]").bounding_box()
        assert close
        assert close["x"] + close["width"] <= PHONE
        assert close["y"] + close["height"] <= 900
        caption = tab.locator("[data-lightbox-caption]")
        assert len(caption.inner_text().split("\n")) == 2  # what is seen, and who took it


# A stand-in for the voices of a device: headless browsers have none. It keeps what it was given.
VOICES = """(() => {
  window.said = [];
  const synth = {
    getVoices: () => %s, addEventListener() {}, cancel() { this.now = null; },
    speak(now) { this.now = now; window.said.push([now.text, now.voice.name, now.rate]); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()"""
OWN = """[{ lang: "zh-CN", name: "elsewhere", localService: false }, { lang: "zh-HK", name: "hk", localService: true },
  { lang: "zh_CN", name: "own", localService: true }, { lang: "en-US", name: "en", localService: true }]"""
MARKED = "[...CSS.highlights.get('spoken')].map((each) => each.toString()).join()"


def test_a_story_is_read_aloud_by_a_voice_of_the_device_each_sentence_marked(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    tab = _tab(rooms, browser, DESK, SENIOR | {"rate": "0.75"})
    tab.add_init_script(VOICES % OWN)
    _open(tab, url + ENTRY)
    tab.locator("[data-aloud]").click()
    tab.wait_for_function("said.length > 0")
    for _ in range(400):
        if tab.locator("[data-aloud]").inner_text() == "朗读":
            break
        said = tab.evaluate("said.at(-1)[0]")
        assert _close(tab.evaluate(MARKED)) == _close(said)
        tab.evaluate("speechSynthesis.now.onend()")
    spoken = tab.evaluate("said")
    assert {voice for _, voice, _ in spoken} == {"own"}
    assert {rate for *_, rate in spoken} == {0.75}
    told = "".join(text for text, *_ in spoken)
    for part in (".entry__citation", ".standfirst p", ".story p >> nth=0", ".story p >> nth=-1"):
        assert _close(tab.locator(part).first.inner_text()) in _close(told)
    assert "复制" not in told
    assert tab.evaluate("CSS.highlights.get('spoken').size") == 0


def test_a_phone_of_a_few_years_ago_reads_aloud_as_well(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    """By paragraphs; and what goes wrong there is said."""
    tab = _tab(rooms, browser, PHONE, SENIOR)
    tab.add_init_script(VOICES % OWN)
    tab.add_init_script(
        "delete Intl.Segmenter; delete Element.prototype.checkVisibility; delete window.Highlight;"
        "delete Array.prototype.at; delete Array.prototype.findLast; speechSynthesis.addEventListener = undefined;"
    )
    _open(tab, url + ENTRY)
    tab.locator("[data-aloud]").click()
    tab.wait_for_function("said.length > 0")
    assert tab.locator("[data-spoken]").count() == 1
    tab.locator("[data-aloud]").click()
    tab.evaluate("speechSynthesis.cancel = () => { throw new Error('no') }; 0")
    tab.locator("[data-aloud]").click()
    assert tab.locator(".tray__note").inner_text() == "现在不能朗读。"


def _close(text: str) -> str:
    """Without blanks and without the dots between items, which a range has and a voice leaves out."""
    return "".join(text.replace("·", "").split())


def test_a_reading_is_paused_goes_on_jumps_and_stops(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    tab = _tab(rooms, browser, DESK, SENIOR)
    tab.add_init_script(VOICES % OWN)
    _open(tab, url + ENTRY)
    aloud = tab.locator("[data-aloud]")
    aloud.click()
    tab.wait_for_function("said.length > 0")
    tab.get_by_text("下一句").click()
    aloud.click()
    assert tab.evaluate("speechSynthesis.now") is None
    aloud.click()
    first, second, again = [text for text, *_ in tab.evaluate("said")]
    assert first != second == again
    tab.locator(".story p").first.click(position={"x": 30, "y": 12})
    assert tab.locator(".story p").first.inner_text().startswith(tab.evaluate("said.at(-1)[0]"))
    tab.keyboard.press("Escape")
    assert aloud.inner_text() == "朗读"
    assert tab.evaluate("speechSynthesis.now") is None


@pytest.mark.parametrize("voices", ["[]", '[{ lang: "zh-CN", name: "x", localService: false }]'])
def test_no_voice_of_its_own_is_said(
    browser: Browser, url: str, rooms: list[BrowserContext], voices: str
) -> None:
    """A voice that sends the text to another host is none of the device's."""
    tab = _tab(rooms, browser, PHONE, SENIOR)
    tab.add_init_script(VOICES % voices)
    _open(tab, url + ENTRY)
    tab.locator("[data-aloud]").click()
    tab.wait_for_selector(".tray__note:visible")
    assert "没有自带的中文语音" in tab.locator(".tray__note").inner_text()
    assert tab.evaluate("said") == []


def test_without_storage_senior_mode_holds_for_the_page(
    browser: Browser, url: str, rooms: list[BrowserContext]
) -> None:
    tab = _tab(rooms, browser, PHONE, {})
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    tab.goto(url + "about/")
    tab.click("[data-senior-toggle]")
    tab.wait_for_selector(".tray")
    assert tab.locator("html[data-senior]").count() == 1
    tab.click("[data-senior-toggle]")
    assert tab.locator("html[data-senior]").count() == 0
