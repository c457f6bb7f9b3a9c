// The plan is judged again while it is typed: the server writes the result, this module puts it in place and says it.
// Without it, «Vérifier le plan» does the same.
import { EXPIRED, ask, say } from "./session.js";

const form = document.getElementById("plan"), result = document.getElementById("plan-result"), said = document.getElementById("said");
const PAUSE = 500; // milliseconds without a key
let waiting, order = 0;

const typed = () => [...new FormData(form)].filter(([name]) => name !== "sheet_aid"); // ticks, not yet aids of the plan

const judge = async () => {
  const asked = (order += 1);
  const response = await ask("/plan/controle", { method: "POST", body: new URLSearchParams(typed()) });
  const text = await response.text();
  if (asked !== order) return; // something else has been typed
  if (!response.ok) throw new Error(text);
  const page = new DOMParser().parseFromString(text, "text/html");
  result.replaceChildren(...page.body.childNodes);
  say(said, document.getElementById("verdict").textContent);
  const address = `/plan?${new URLSearchParams(typed().filter(([name, value]) => value || name.endsWith("-label")))}`;
  if (address.length < Number(form.dataset.longest)) history.replaceState(null, "", address); // a reload loses nothing
};

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => judge().catch((error) => say(said, error.message === EXPIRED ? EXPIRED : "La vérification n'a pas répondu. Utilisez « Vérifier le plan ».")), PAUSE);
});
