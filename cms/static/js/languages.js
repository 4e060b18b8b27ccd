// Why a language stays is asked while it has no tick; without this script it is asked for each.
for (const reason of document.querySelectorAll("[data-without-tick]")) {
  const box = document.querySelector(`[name="languages"][value="${reason.dataset.withoutTick}"]`);
  const field = reason.closest(".w-field__wrapper");
  const show = () => {
    field.classList.toggle("w-hidden", box.checked);
  };
  box.addEventListener("change", show);
  show();
}
