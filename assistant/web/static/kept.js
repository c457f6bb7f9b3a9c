// Behind a sign-on proxy, an ordinary form is sent only while the session lasts: the page of the proxy would take the
// place of what was typed. Without this module, the server gives it back when the proxy lets the form pass.
import { checkSession, complainIn } from "./session.js";

const NO_ANSWER = "Le serveur ne répond pas. Votre texte est gardé : réessayez.";
let checked = null, waiting = false;

const tell = (form, text) => {
  form.querySelector(":scope > .error")?.remove();
  complainIn(form, text);
};

addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || form === checked) return;
  event.preventDefault();
  if (waiting) return;
  waiting = true;
  try {
    await checkSession();
    checked = form;
    form.requestSubmit(submitter);
  } catch (error) {
    tell(form, error instanceof TypeError ? NO_ANSWER : error.message);
  } finally {
    checked = null;
    waiting = false;
  }
});
