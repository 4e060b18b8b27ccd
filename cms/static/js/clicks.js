// Which hit of a search was opened, so that the agency learns what helps: the words and the path, and nothing of who it
// was. Links stay as they are; without this script nothing is counted.
const asked = document.querySelector("[data-clicks]");

if (asked && "sendBeacon" in navigator) {
  const tell = (event) => {
    const link = event.target.closest(".results h2 a");
    // Opened by the main button or the middle one; the third shows a menu.
    if (!link || event.button > 1) return;
    const said = new URLSearchParams({ q: asked.dataset.query, path: new URL(link.href).pathname });
    navigator.sendBeacon(asked.dataset.clicks, said);
  };
  document.addEventListener("click", tell);
  document.addEventListener("auxclick", tell);
}
