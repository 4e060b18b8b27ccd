// The address of a copy follows its title until somebody types into it.
document.addEventListener("input", ({ target, isTrusted }) => {
  if (isTrusted && target.name === "new_slug") {
    target.form.elements.new_title.setAttribute("data-w-sync-disabled-value", "true");
  }
});
