// Wagtail takes a form for saved as it stands when the answer arrives, and for unchanged as it stands two seconds after
// it was opened. What somebody typed meanwhile would neither be saved by itself nor be asked about when they leave: here
// it counts as a change, against what was sent. Only what a person did counts, so that no save can call for the next.
(() => {
  const DONE = ["beforeinput", "input", "change", "click"];
  const sent = new WeakMap(); // the data that was sent, by form
  const touched = new WeakSet(); // forms that somebody used since their data was last taken

  const watching = (form) => window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-unsaved");

  const takeForSaved = (controller, data) => {
    controller.initialFormData = data;
    controller.previousFormData = data;
  };

  DONE.forEach((kind) => document.addEventListener(kind, ({ target, isTrusted }) => {
    const form = target.closest?.("[data-edit-form]");
    if (form && isTrusted && (kind !== "click" || target.closest("button"))) touched.add(form);
  }, true));

  document.addEventListener("w-unsaved:watch-edits", ({ target: form }) => {
    const controller = watching(form);
    if (controller && touched.has(form) && !sent.has(form)) takeForSaved(controller, "typed before");
  });

  document.addEventListener("w-autosave:save", ({ target: form }) => {
    sent.set(form, watching(form)?.formData);
    touched.delete(form);
  });

  document.addEventListener("w-autosave:success", ({ target: form, detail }) => {
    const controller = watching(form);
    if (!controller || !touched.has(form)) return;
    const saved = new URLSearchParams(sent.get(form));
    Object.entries(detail.response.field_updates || {}).forEach(([name, value]) => saved.set(name, value));
    takeForSaved(controller, saved.toString());
  });
})();
