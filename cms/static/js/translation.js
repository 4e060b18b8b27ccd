// Takes a match of the translation memory into its field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const field = document.getElementById(button.dataset.take);
  field.value = button.dataset.words.replace(/<br\s*\/?>/g, "\n").replace(/&amp;/g, "&").replace(/&quot;/g, '"');
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
// Where a file is chosen, the small plus of a stream says what it adds.
for (const section of document.querySelectorAll("[data-add]")) {
  const name = () => {
    for (const button of section.querySelectorAll(".c-sf-add-button:not([data-named])")) {
      button.dataset.named = section.dataset.add;
    }
  };
  new MutationObserver(name).observe(section, { childList: true, subtree: true });
  name();
}
// Nothing typed is lost by leaving the page unawares.
const desk = document.querySelector("form.desk");
if (desk) {
  let typed = false;
  desk.addEventListener("input", () => { typed = true; });
  desk.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
