/* Small comforts for people whose browser runs this file: words that save themselves, a fast way out,
   a warning before the page locks. Every task works without it, and it keeps nothing in the browser. */
(() => {
  "use strict";

  const PAUSE = 2000;
  const AGAIN = 10000;
  const KEEPALIVE_LIMIT = 60000;
  const WARNING = 120000;

  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const savers = [];

  /* ── Leaving fast ─────────────────────────────────────────────────────────────────────────── */

  const cover = () => {
    document.documentElement.hidden = true;
    document.title = "\u200b";
  };

  const leave = (address) => {
    savers.forEach((saver) => saver.now());
    cover();
    location.replace(address);
  };

  const wayOut = find("[data-leave]");
  if (wayOut) {
    const presses = [];
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("[data-leave]");
      if (!link) return;
      event.preventDefault();
      leave(link.href);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Shift") {
        presses.length = 0;
        return;
      }
      if (event.repeat) return;
      presses.push(event.timeStamp);
      if (presses.length > 3) presses.shift();
      if (presses.length === 3 && presses[2] - presses[0] <= 5000) leave(wayOut.href);
    });
  }

  if ("signedIn" in document.body.dataset) {
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      cover();
      location.replace("/");
    });
  }

  /* ── Words that save themselves ───────────────────────────────────────────────────────────── */

  const wordsOf = (form) => {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") words.append(name, value);
    }
    return words.toString();
  };

  const makeSaver = (form) => {
    let timer = 0;
    let dirty = false;
    let running = null;
    let stopped = false;
    let sending = false;
    let trouble = false;
    let told = false;
    let line = find("[data-saved-line]", form);

    const show = (name, { time = "", aloud = false, bad = false } = {}) => {
      if (!line) return;
      const text = line.dataset[name].replace("{time}", time);
      line.classList.toggle("trouble", bad);
      find("[data-visible]", line).textContent = text;
      if (aloud) find("[role=status]", line).textContent = text;
    };

    const fail = (name, retry) => {
      show(name, { aloud: !trouble, bad: true });
      trouble = true;
      dirty = true;
      if (retry && !sending) later(AGAIN);
    };

    const receive = (answer) => {
      if (answer.status === 204) {
        const version = answer.headers.get("X-Draft-Version");
        const seen = form.elements.namedItem("seen_version");
        if (version && seen) seen.value = version;
        if (!dirty) show("saved", { time: answer.headers.get("X-Saved-At") || "", aloud: trouble || !told });
        told = true;
        trouble = false;
        idle.restart();
        if (dirty && !sending) later(PAUSE);
      } else if (answer.status === 409) {
        stopped = true;
        fail("otherWords", false);
      } else {
        fail("refused", answer.status >= 500 || answer.status === 429);
      }
    };

    const save = () => {
      clearTimeout(timer);
      if (!dirty || stopped || running) return running;
      dirty = false;
      const body = wordsOf(form);
      show("saving");
      running = fetch(form.action, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", "X-Autosave": "1" },
        keepalive: body.length < KEEPALIVE_LIMIT,
        redirect: "manual",
      })
        .then(receive, () => fail("noSignal", true))
        .finally(() => {
          running = null;
        });
      return running;
    };

    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };

    form.addEventListener("input", (event) => {
      if (event.target.type === "file" || stopped || sending) return;
      dirty = true;
      const field = event.target.closest(".field");
      line = (field && find("[data-saved-line]", field)) || line;
      if (!trouble) show("notYet");
      later(PAUSE);
    });
    addEventListener("online", () => dirty && save());

    return {
      form,
      now: save,
      waiting: () => dirty || Boolean(running),
      hold: () => {
        clearTimeout(timer);
        sending = true;
        dirty = false;
        return running;
      },
      release: () => {
        sending = false;
      },
    };
  };

  const forms = new Set(all("[data-autosave]").map((field) => field.form));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") savers.forEach((saver) => saver.now());
  });

  /* ── One press sends once ─────────────────────────────────────────────────────────────────── */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    const saver = savers.find((one) => one.form === form);
    const others = savers.filter((one) => one !== saver && one.waiting()).map((one) => one.now());
    const running = saver ? saver.hold() : others.length > 0 && Promise.all(others);
    if (running && !form.dataset.waited) {
      event.preventDefault();
      form.dataset.waited = "yes";
      const button = event.submitter;
      const limit = new Promise((done) => setTimeout(done, 3000));
      Promise.race([running, limit]).then(() => {
        if (!form.dataset.sent) form.requestSubmit(button);
      });
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => {
      delete form.dataset.sent;
      delete form.dataset.waited;
      if (saver) saver.release();
    }, 5000);
  });

  /* Words save themselves here, so a button of the frame need not bring them along. */
  all("button[form][formaction]").forEach((button) => {
    button.removeAttribute("form");
    button.removeAttribute("formaction");
  });

  /* ── A word before the page locks ─────────────────────────────────────────────────────────── */

  const watchIdle = () => {
    const box = find("#idle");
    const minutes = Number(document.body.dataset.idleMinutes);
    if (!box || !minutes) return { restart: () => {} };
    const words = find("p", box);
    let end = 0;
    let closed = false;

    const close = () => {
      closed = true;
      const title = document.createElement("h1");
      const text = document.createElement("p");
      const link = document.createElement("a");
      const shell = document.createElement("main");
      const message = box.dataset;
      title.textContent = document.title = message.closed;
      link.textContent = message.again;
      link.href = message.againHref;
      shell.append(title, text, link);
      const parts = [...document.body.children];
      parts.forEach((part) => {
        part.hidden = true;
      });
      document.body.append(shell);
      const tidy = () => {
        const waiting = savers.some((saver) => saver.waiting());
        const calm = savers.length ? message.closedSaved : message.closedPlain;
        text.textContent = waiting ? message.closedWaiting : calm;
        if (waiting) setTimeout(tidy, 1000);
        else parts.forEach((part) => part.remove());
      };
      savers.forEach((saver) => saver.now());
      tidy();
    };

    const look = () => {
      const rest = end - Date.now();
      if (closed) return;
      if (rest <= 0) {
        close();
      } else if (rest <= WARNING && box.hidden) {
        box.hidden = false;
        words.textContent = box.dataset.words;
      }
    };

    const restart = () => {
      if (closed) return;
      end = Date.now() + minutes * 60000;
      box.hidden = true;
      words.textContent = "";
    };

    find("button", box).addEventListener("click", () => {
      fetch(box.dataset.stayHref, { redirect: "manual" }).then((answer) => answer.ok && restart(), () => {});
    });
    document.addEventListener("visibilitychange", look);
    setInterval(look, 1000);
    restart();
    return { restart };
  };

  const idle = watchIdle();
  forms.forEach((form) => form && savers.push(makeSaver(form)));
})();
