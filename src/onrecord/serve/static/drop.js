// A file that is dropped on the form goes into its field and is read at once.
const form = document.getElementById("drop");
if (form) {
  const file = form.querySelector('input[type="file"]');
  const over = (on) => form.classList.toggle("over", on);
  form.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", () => { document.getElementById("reading").textContent = "Reading…"; });
}
