// The page «Aides» without a reload: filters and links of the results bring the new results in place.
// Without this module every one of them is an ordinary form or link.
import { EXPIRED, ask, say as sayIn } from "./session.js";

const said = document.getElementById("said");
let asked = 0, shown = location.search;

const say = (text) => sayIn(said, text);

const limitChoice = () => {
  const form = document.getElementById("choose");
  if (!form) return;
  const boxes = [...form.querySelectorAll("[name=slug][type=checkbox]")], most = Number(form.dataset.most);
  const count = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = count >= most && !box.checked;
  const shown = document.getElementById("chosen-count");
  shown.textContent = count === 0 ? `Cochez jusqu'à ${most} aides.` : `${count} aide${count > 1 ? "s" : ""} à comparer sur ${most}.`;
};

// Puts the results of an address in place of those shown; focus stays where it was, by id or by name and value.
const bring = async (address, keep) => {
  const order = (asked += 1);
  say("Recherche…");
  const response = await ask(address, { headers: { Accept: "text/html" } });
  const brought = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("results");
  if (order !== asked) return; // a later choice has been made
  if (!brought) { location.assign(address); return; }
  const wasOpen = document.querySelector("#filters details")?.open;
  document.getElementById("results").replaceChildren(...brought.childNodes);
  const filters = document.querySelector("#filters details");
  if (filters) filters.open = wasOpen;
  limitChoice();
  if (keep) [...document.querySelectorAll("#filters input")].find((box) => box.name === keep.name && box.value === keep.value)?.focus();
  say(document.querySelector("#choose .count strong")?.textContent ?? "Aucune aide.");
};

const addressOf = (form) => `${form.action}?${new URLSearchParams(new FormData(form))}`;

document.addEventListener("change", (event) => {
  const filters = event.target.closest("#filters");
  if (filters) {
    const address = addressOf(filters);
    history.pushState(null, "", address);
    shown = location.search;
    bring(address, { name: event.target.name, value: event.target.value }).catch((error) => (error.message === EXPIRED ? say(EXPIRED) : location.assign(address)));
  } else if (event.target.name === "slug") limitChoice();
});

// «Corriger» opens the part of the form that holds the field, and goes there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-opens]");
  if (!link) return;
  const field = document.getElementById(link.dataset.opens);
  event.preventDefault();
  field.closest("details").open = true;
  field.focus();
});

// Back and forward bring other results; a link inside the page, which says so too, does not.
addEventListener("popstate", () => { if (location.search !== shown) location.reload(); });
limitChoice();
