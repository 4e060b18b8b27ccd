// A title is proposed from the name of a file: some systems give its letters in parts.
for (const kind of ["images", "documents"]) {
  document.addEventListener(`wagtail:${kind}-upload`, ({ detail }) => {
    detail.data.title = detail.data.title.normalize("NFC");
  });
}
