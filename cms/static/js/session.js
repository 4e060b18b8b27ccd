// Says that the session has ended before somebody sends words that nobody would save, and has forms sent again after logging in.
(() => {
  const said = document.querySelector("script[data-session]").dataset;
  const EACH = 20_000; // milliseconds between two looks
  let state = "here"; // or "ended", or "other": somebody else's
  const kept = "kept" in said; // words that came back from the server
  let user = ""; // unknown until the first answer
  let notice = null;

  const show = (words, withLogin) => {
    if (!notice) {
      notice = document.createElement("div");
      notice.id = "session-notice";
      notice.setAttribute("role", "alert");
      notice.style.cssText =
        "position:fixed;inset:0 0 auto 0;z-index:1000;padding:1rem 2rem;background:#fff3cd;color:#1d1d1d;border-bottom:3px solid #8a5a00";
      document.body.append(notice);
    }
    notice.textContent = `${words} `;
    if (withLogin) {
      const link = document.createElement("a");
      Object.assign(link, { href: said.login, target: "_blank", textContent: said.logIn });
      link.style.cssText = "color:inherit;text-decoration:underline";
      notice.append(link);
    }
  };

  const renew = (token) => {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  };

  const ask = async () => {
    if (document.body.classList.contains("login")) return; // nobody is logged in there yet
    let answer;
    try {
      answer = await fetch(said.address, { headers: { "X-Requested-With": "XMLHttpRequest" }, cache: "no-store" });
    } catch {
      return; // no network: nothing is known
    }
    if (answer.status === 403) {
      if (!user && !kept) return; // the login itself, and what else is shown to strangers
      state = "ended";
      show(said.ended, true);
    } else if (answer.ok) {
      const { user: now, token } = await answer.json();
      user ||= now;
      renew(token);
      const before = state;
      state = now === user ? "here" : "other";
      if (state === "other") show(said.other, true);
      else if (before !== "here") {
        show(said.again, false);
        document.querySelector("[data-edit-form]")?.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true }));
      }
    }
  };

  document.addEventListener("submit", (event) => {
    if (state === "here" || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask();
  }, true);
  document.addEventListener("w-autosave:error", ask);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("focus", ask);
  setInterval(ask, EACH);
  document.addEventListener("DOMContentLoaded", ask);
})();
