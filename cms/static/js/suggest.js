// Suggestions while somebody types, as the combobox of the ARIA Authoring Practices: the field keeps the focus, arrows
// choose, Enter takes, Escape closes. Without this script the field is a plain one.
const WAIT = 150; // milliseconds without a key before anything is asked

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.tabIndex = -1; // it scrolls, and is no stop for the keyboard all the same
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  field.parentElement.classList.add("has-suggestions");
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  let asked = null;
  let timer = 0;
  let at = -1;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const take = (option) => {
    close();
    if (option.dataset.url) {
      location.assign(option.dataset.url);
      return;
    }
    field.value = option.dataset.text;
    field.form.requestSubmit();
  };

  const kindOf = (item) => {
    const kind = document.createElement("span");
    kind.className = "muted";
    kind.textContent = field.dataset[item.kind];
    return kind;
  };

  const show = (items) => {
    close();
    list.replaceChildren(
      ...items.map((item, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.text = item.text;
        option.append(item.text);
        if (field.dataset[item.kind]) option.append(" ", kindOf(item));
        if (item.url) option.dataset.url = new URL(item.url).pathname;
        // Before the field loses the focus, which closes the list.
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(option);
        });
        return option;
      }),
    );
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };

  const ask = async () => {
    asked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}&q=${encodeURIComponent(field.value)}`, {
        signal: asked.signal,
      });
      if (answer.ok) show((await answer.json()).items);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const move = (step) => {
    const options = [...list.children];
    options[at]?.setAttribute("aria-selected", "false");
    at = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
    options[at].setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", options[at].id);
  };

  close();
  field.addEventListener("input", () => {
    close();
    if (field.value.trim().length > 1) timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && at >= 0) {
      take(list.children[at]);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
}
