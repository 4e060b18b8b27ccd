/* <treffpunkt-list>: what a newsroom has published, in a page of another site (/api/v1/docs#embedding).
   What stands inside the element is shown until the list is there, and where it cannot be read. */

const API = new URL("../api/v1/", import.meta.url);
const ZONE = "Europe/Berlin";
const PATIENCE = 20_000; // milliseconds
// What goes to the API as it is given.
const PASSED_ON = ["topic", "organisation", "series", "audience", "place", "order", "to"];
const OBSERVED = [...PASSED_ON, "type", "locale", "limit", "from", "label", "heading-level", "teasers", "images"];

const WORDS = {
  de: {
    loading: "Die Liste wird geladen.",
    error: "Die Liste konnte nicht geladen werden.",
    empty: "Zurzeit gibt es hier keine Einträge.",
    cancelled: "Abgesagt",
    online: "Online",
  },
  "de-simple": {
    loading: "Die Liste kommt gleich.",
    error: "Die Liste ist gerade nicht da. Bitte versuchen Sie es später noch einmal.",
    empty: "Hier steht im Moment nichts.",
    cancelled: "Fällt aus",
    online: "Im Internet",
  },
  en: {
    loading: "The list is loading.",
    error: "The list could not be loaded.",
    empty: "There are no entries at the moment.",
    cancelled: "Cancelled",
    online: "Online",
  },
  fr: {
    loading: "Chargement de la liste en cours.",
    error: "La liste n’a pas pu être chargée.",
    empty: "Il n’y a aucune entrée pour le moment.",
    cancelled: "Annulé",
    online: "En ligne",
  },
  uk: {
    loading: "Список завантажується.",
    error: "Не вдалося завантажити список.",
    empty: "Наразі тут немає записів.",
    cancelled: "Скасовано",
    online: "Онлайн",
  },
  ar: {
    loading: "جارٍ تحميل القائمة.",
    error: "تعذّر تحميل القائمة.",
    empty: "لا توجد إدخالات حاليًا.",
    cancelled: "أُلغيت",
    online: "عبر الإنترنت",
  },
};

const STYLE = `
:host { display: block; color: var(--treffpunkt-color, inherit); font: var(--treffpunkt-font, inherit); }
:host([hidden]), [hidden] { display: none; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--treffpunkt-gap, 1.25em); }
li { display: flow-root; padding-block-end: var(--treffpunkt-gap, 1.25em); border-block-end: var(--treffpunkt-line, 1px solid #767676); }
li:last-child { padding-block-end: 0; border: 0; }
p, .title { margin: 0; font-size: inherit; }
.title { font-weight: var(--treffpunkt-title-weight, bold); overflow-wrap: anywhere; }
.meta { font-size: var(--treffpunkt-meta-size, .875em); color: var(--treffpunkt-meta-color, inherit); }
.meta span::before { content: " · "; }
a { color: var(--treffpunkt-link-color, LinkText); display: inline-block; padding-block: .2em; }
a:focus-visible { outline: var(--treffpunkt-focus, 3px solid currentColor); outline-offset: 2px; }
figure { margin: 0 0 .5em; max-width: var(--treffpunkt-image-width, 20rem); }
img { display: block; width: 100%; height: auto; }
figcaption { font-size: .75em; }`;

let sheet;

function styled(root) {
  if (!("adoptedStyleSheets" in root)) return; // an old browser shows the list in the page's plain style
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
}

/** An element with that part, properties and children; what is empty is left out. */
function make(tag, part, properties = {}, children = []) {
  const element = document.createElement(tag);
  if (part) element.setAttribute("part", part);
  for (const [name, value] of Object.entries(properties)) if (value) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

/** The language that the page says, if the newsroom speaks it. */
function languageOf(element) {
  const said = (element.closest("[lang]")?.lang || "de").toLowerCase();
  return [said, said.split("-")[0]].find((code) => code in WORDS) || "de";
}

const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(new Date());

/** A day, or a moment as it is in Germany, in words of the language. */
function timeOf(value, locale) {
  const isDay = !value.includes("T");
  const kind = isDay
    ? { dateStyle: "long", timeZone: "UTC" }
    : { dateStyle: "long", timeStyle: "short", timeZone: ZONE, hourCycle: "h23" };
  const words = new Intl.DateTimeFormat([`${locale === "en" ? "en-GB" : locale}-u-nu-latn`, locale], kind);
  return make("time", "date", { datetime: value }, [words.format(new Date(value))]);
}

function metaOf(item, locale, words) {
  const start = item.starts_at || item.date;
  const end = item.end_date && item.end_date !== item.date && item.end_date;
  return make("p", "meta", { class: "meta" }, [
    start && timeOf(start, locale),
    end && " – ",
    end && timeOf(end, locale),
    item.place && make("span", "detail", { lang: item.place_locale }, [item.place]),
    item.online && make("span", "detail", {}, [words.online]),
    item.state === "cancelled" && make("span", "cancelled", {}, [words.cancelled]),
  ]);
}

function imageOf(image) {
  const sources = image?.sources.filter((source) => source.type === "image/webp") ?? [];
  if (!sources.length) return null;
  const [{ url, width, height }] = sources;
  const rights = [image.credit, image.licence?.name, image.licence_note].filter(Boolean).join(" · ");
  const shown = make("img", "image", {
    loading: "lazy",
    sizes: "(min-width: 22rem) 20rem, 100vw",
    srcset: sources.map((source) => `${source.url} ${source.width}w`).join(", "),
    src: url,
    width,
    height,
    lang: image.alt_locale,
  });
  shown.alt = image.decorative ? "" : image.alt;
  return make("figure", "figure", {}, [shown, rights && make("figcaption", "credit", { lang: image.credit_locale }, [rights])]);
}

class TreffpunktList extends HTMLElement {
  static observedAttributes = OBSERVED;
  #list = make("div", "content", { hidden: "hidden" });
  #slot = make("slot");
  #status = make("p", "status", { role: "status" });
  #reading = null;
  #isDue = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    styled(root);
    root.append(this.#list, this.#slot, this.#status);
  }

  connectedCallback() {
    this.#readSoon();
  }

  disconnectedCallback() {
    this.#reading?.abort();
  }

  attributeChangedCallback(_name, before, now) {
    if (before !== now) this.#readSoon();
  }

  /** Once, however many attributes are set at a time. */
  #readSoon() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.isConnected) this.#read();
    });
  }

  #address(locale) {
    const types = (this.getAttribute("type") || "").split(",").map((type) => type.trim()).filter(Boolean);
    const asked = new URLSearchParams({ locale, limit: this.getAttribute("limit") || "5" });
    if (types.length > 1) asked.set("type", types.join(","));
    for (const name of PASSED_ON) if (this.getAttribute(name)) asked.set(name, this.getAttribute(name));
    const from = this.getAttribute("from");
    if (from) asked.set("from", from === "today" ? today() : from);
    const path = types.length === 1 ? encodeURIComponent(types[0]) : "publications";
    return new URL(`${path}?${asked}`, API);
  }

  async #read() {
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    const late = setTimeout(() => reading.abort("late"), PATIENCE);
    const locale = this.getAttribute("locale") || languageOf(this);
    const words = WORDS[locale] || WORDS[locale.split("-")[0]] || WORDS.en;
    const spoken = words === WORDS.en ? "en" : locale;
    this.#say(words.loading, spoken);
    try {
      const answer = await fetch(this.#address(locale), { signal: reading.signal, credentials: "omit" });
      const found = await answer.json();
      if (!answer.ok) throw new Error(found.detail || found.title);
      if (reading !== this.#reading) return;
      this.#show(found.items, locale, words);
      this.#say(found.items.length ? "" : words.empty, spoken);
    } catch (error) {
      if (reading !== this.#reading || !this.isConnected) return;
      console.warn("treffpunkt-list:", error);
      this.#list.hidden = true;
      this.#slot.hidden = false;
      this.#say(words.error, spoken);
    } finally {
      clearTimeout(late);
    }
  }

  #say(text, locale) {
    this.#status.textContent = text;
    this.#speak(this.#status, locale);
  }

  #speak(element, locale) {
    element.lang = locale;
    element.dir = locale.split("-")[0] === "ar" ? "rtl" : "ltr";
  }

  #show(items, locale, words) {
    const hadFocus = this.matches(":focus-within") || this.shadowRoot.activeElement;
    const list = make("ul", "list", { role: "list", "aria-label": this.getAttribute("label") });
    list.append(...items.map((item) => this.#item(item, locale, words)));
    this.#list.replaceChildren(...(items.length ? [list] : []));
    this.#speak(this.#list, locale);
    this.#list.hidden = !items.length;
    this.#slot.hidden = true;
    // Who was at a link of what stood here goes on in the list.
    if (hadFocus) this.#list.querySelector("a")?.focus();
  }

  #item(item, locale, words) {
    const level = this.getAttribute("heading-level");
    const link = make("a", "link", { href: item.url }, [item.title]);
    return make("li", "item", {}, [
      this.hasAttribute("images") && imageOf(item.image),
      make(/^[1-6]$/.test(level) ? `h${level}` : "p", "title", { class: "title" }, [link]),
      metaOf(item, locale, words),
      this.hasAttribute("teasers") && item.teaser && make("p", "teaser", {}, [item.teaser]),
    ]);
  }
}

if (!customElements.get("treffpunkt-list")) customElements.define("treffpunkt-list", TreffpunktList);
