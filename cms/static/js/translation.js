// Takes a match of the translation memory into its field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const field = document.getElementById(button.dataset.take);
  field.value = button.dataset.words.replace(/<br\s*\/?>/g, "\n").replace(/&amp;/g, "&").replace(/&quot;/g, '"');
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
// Nothing typed is lost by leaving the page unawares.
const desk = document.querySelector("form.desk");
if (desk) {
  let typed = false;
  desk.addEventListener("input", () => { typed = true; });
  desk.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
