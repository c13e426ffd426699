// Reading aloud by a voice of this device alone, sentence by sentence, each marked as it is spoken.
(() => {
  const { chosen, make, say } = window.Showcase;
  const SILENT = "nav, form, button, select, dialog, noscript, script, time, code, .unseen, [data-silent], [aria-hidden='true']";
  const NO_VOICE = say("这台设备没有自带的中文语音，不能朗读。可以在系统设置的“语音”里添加。");
  const speech = window.speechSynthesis;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let sentences = [];
  let at = 0;
  let turn = 0; // what an earlier turn still has to say is passed over
  let state = "still"; // or "speaking", "paused"
  let tools;

  // --- what is read: the text that stands on the page, in sentences

  // Phones of a few years ago can neither say what is seen nor cut a paragraph: it is read whole then.
  const seen = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;
  const segments = (lang, whole) =>
    Intl.Segmenter ? new Intl.Segmenter(lang, { granularity: "sentence" }).segment(whole) : [{ segment: whole, index: 0 }];

  function blocks() {
    const found = new Map();
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const around = text.parentElement;
      if (!text.data.trim() || around.closest(SILENT) || !seen(around)) continue;
      let block = around;
      while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      if (!found.has(block)) found.set(block, []);
      found.get(block).push(text);
    }
    return found;
  }

  function cut() {
    const made = [];
    for (const [block, texts] of blocks()) {
      const lang = block.closest("[lang]").lang;
      const whole = texts.map((text) => text.data).join("");
      for (const { segment, index } of segments(lang, whole)) {
        const said = segment.trim();
        if (said) made.push({ said, lang, block, range: between(texts, index, index + segment.trimEnd().length) });
      }
    }
    return made;
  }

  /** The range from one place to another in several text nodes, counted as if they were one. */
  function between(texts, from, to) {
    const range = document.createRange();
    let start = 0;
    for (const text of texts) {
      const end = start + text.length;
      if (start <= from && from < end) range.setStart(text, from - start);
      if (start < to && to <= end) range.setEnd(text, to - start);
      start = end;
    }
    return range;
  }

  const inView = () => {
    const first = sentences.findIndex(({ range }) => range.getBoundingClientRect().top >= 0);
    return Math.max(0, first);
  };

  // --- who reads: never a voice that sends the text elsewhere

  const voiceOf = (lang) => {
    const own = speech.getVoices().filter((voice) => voice.localService);
    const same = (voice) => voice.lang.replace("_", "-").toLowerCase();
    return own.find((voice) => same(voice) === lang.toLowerCase()) ?? own.find((voice) => same(voice).startsWith(lang.slice(0, 2)));
  };

  const voices = () =>
    new Promise((resolve) => {
      if (speech.getVoices().length) return resolve();
      speech.addEventListener?.("voiceschanged", resolve, { once: true });
      setTimeout(resolve, 1500);
    });

  // --- reading

  function mark(sentence) {
    if (window.Highlight) CSS.highlights.set("spoken", new Highlight(...(sentence ? [sentence.range] : [])));
    else {
      document.querySelector("[data-spoken]")?.removeAttribute("data-spoken");
      sentence?.block.setAttribute("data-spoken", "");
    }
    if (!sentence) return;
    const box = sentence.range.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight - 200) {
      scrollTo({ top: scrollY + box.top - innerHeight / 3, behavior: calm.matches ? "auto" : "smooth" });
    }
    dispatchEvent(new CustomEvent("showcase:spoken", { detail: sentence.range.getBoundingClientRect() }));
  }

  function speak(number) {
    const mine = ++turn;
    speech.cancel();
    if (number >= sentences.length) return stop();
    at = Math.max(0, number);
    const sentence = sentences[at];
    const voice = voiceOf(sentence.lang);
    if (!voice) return speak(at + 1); // a language that this device does not speak
    const utterance = new SpeechSynthesisUtterance(sentence.said);
    Object.assign(utterance, { voice, lang: voice.lang, rate: Number(chosen("rate")) || 1 });
    utterance.onend = utterance.onerror = () => mine === turn && speak(at + 1);
    speech.speak(utterance);
    mark(sentence);
    become("speaking");
  }

  // Browsers on phones lose a voice that was paused, so a pause ends the sentence and going on begins it anew.
  function pause() {
    turn += 1;
    speech.cancel();
    become("paused");
  }

  function stop() {
    turn += 1;
    speech.cancel();
    at = 0;
    mark(null);
    become("still");
  }

  function become(next) {
    state = next;
    if (state === "still" && tools.bar.contains(document.activeElement)) tools.button.focus();
    tools.button.textContent = { still: say("朗读"), speaking: say("暂停"), paused: say("接着读") }[state];
    tools.bar.hidden = state === "still";
  }

  async function press() {
    if (state === "speaking") return pause();
    if (state === "paused") return speak(at);
    if (speech) await voices();
    sentences = speech ? cut().filter(({ lang }) => voiceOf(lang)) : [];
    tools.note.hidden = sentences.length > 0;
    tools.note.textContent = sentences.length ? "" : NO_VOICE;
    if (sentences.length) speak(inView());
  }

  function furnish() {
    for (const [text, act] of [[say("上一句"), () => speak(at - 1)], [say("下一句"), () => speak(at + 1)], [say("停止"), stop]]) {
      const button = make("button", { type: "button", class: "tray__button" }, text);
      button.addEventListener("click", act);
      tools.bar.append(button);
    }
    addEventListener("pagehide", () => speech?.cancel());
    addEventListener("showcase:hush", () => state !== "still" && stop());
    addEventListener("showcase:rate", () => state === "speaking" && speak(at));
    addEventListener("keydown", (event) => event.key === "Escape" && state !== "still" && stop());
    document.querySelector("main").addEventListener("click", (event) => {
      if (state === "still" || event.target.closest("a, button, input, select, summary, video")) return;
      const struck = sentences.findIndex(({ range }) =>
        [...range.getClientRects()].some((box) =>
          box.left <= event.clientX && event.clientX <= box.right && box.top <= event.clientY && event.clientY <= box.bottom));
      if (struck >= 0) speak(struck);
    });
  }

  /** Begins, pauses or goes on; `bar` holds the buttons of a reading, `note` says why there is none. */
  window.Showcase.aloud = (given) => {
    if (!tools) {
      tools = given;
      furnish();
    }
    return press();
  };
})();
