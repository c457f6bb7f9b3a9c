// In a field of a sentence, Enter sends the form, as in the conversation; Shift and Enter begin a line.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches("[data-enter]")) return;
  event.preventDefault();
  field.form.requestSubmit();
});
