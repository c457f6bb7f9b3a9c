// The conversation without a reload: a form with the class «live» is sent in place, its answer shown as it comes.
// Every piece of page comes from the server's templates, which escape; without this module the forms do the same.
import { refill } from "./beside.js";
import { follow } from "./live.js";
import { ask, checkSession, complainIn } from "./session.js";

const byId = (id) => document.getElementById(id);
const talk = byId("talk"), field = byId("message"), status = byId("status");
const LAST = "jalon-conversation";
const PARTS = ["talk-title", "project", "talk", "sheet", "sheet-beside", "talks", "versions", "attachments", "sources"];
const SILENCE = 100; // milliseconds for which what is put back in place is not read aloud
const RESUMED = "Conversation reprise où vous l'aviez laissée.";
const LOST = "Connexion perdue : la réponse continue sur le serveur, je m'y reconnecte…";
let answering = false, sent = "", sentFiles = [];

const say = (text) => { status.textContent = text; };

const complain = (text) => complainIn(talk, text);

// Whether the page tells already why the last question has no answer.
const isTold = () => Boolean(talk.querySelector("[role=alert]"));

const HINTS = { start: "Les passages cités s'afficheront ici.", none: "Cette réponse ne cite aucun document." };

// The panel follows one answer, the last one unless another is chosen: its sources are open, the others closed.
const choose = (name) => {
  for (const panel of document.querySelectorAll("#sources > details")) panel.open = panel.id === `panel-${name}`;
  for (const answer of talk.querySelectorAll(".assistant")) answer.classList.toggle("chosen", answer.id === `answer-${name}`);
  const hint = byId("no-sources");
  hint.hidden = Boolean(byId(`panel-${name}`));
  hint.textContent = name ? HINTS.none : HINTS.start;
};

const chooseLast = () => choose([...talk.querySelectorAll(".assistant")].at(-1)?.id.replace("answer-", "") ?? "");

const revealTarget = () => {
  const target = /^#(source|panel)-/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (!target) return;
  choose(target.closest("details").id.replace("panel-", ""));
  target.scrollIntoView({ block: "nearest" });
};

// Puts the page of an address in place of what is shown; what is typed stays.
const bring = async (address) => {
  const response = await ask(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById("talk")) throw new Error(page.querySelector("main .notice")?.textContent ?? "La page n'a pas pu être relue. Rechargez-la.");
  talk.setAttribute("aria-live", "off"); // it has been read already
  setTimeout(() => talk.setAttribute("aria-live", "polite"), SILENCE);
  for (const id of PARTS) {
    const here = byId(id), there = page.getElementById(id);
    if (!here || !there) continue;
    if (id === "sheet-beside") refill(here, there.childNodes);
    else here.replaceChildren(...there.childNodes);
    here.hidden = there.hidden;
  }
  document.title = page.title;
  talk.dataset.conversation = page.getElementById("talk").dataset.conversation;
  for (const name of ["project_id", "sent"]) byId("ask").elements[name].value = page.getElementById("ask").elements[name].value;
  byId("stop").action = page.getElementById("stop").getAttribute("action");
  sessionStorage.setItem(LAST, address);
  history.replaceState(null, "", address);
  chooseLast();
};

const lock = (locked) => {
  answering = locked;
  byId("stop").hidden = !locked;
  byId("stop").querySelector("button").disabled = false;
  byId("refresh")?.remove();
  for (const button of document.querySelectorAll("form.live [type=submit]")) button.disabled = locked;
  const draft = document.querySelector("#sheet-beside button");
  if (draft && !talk.dataset.conversation) draft.disabled = true;
};

const showPart = ({ paragraphs, sources }) => {
  byId("live").insertAdjacentHTML("beforeend", paragraphs);
  if (sources.trim()) {
    let panel = byId("panel-live");
    if (!panel) {
      panel = document.createElement("details");
      panel.id = "panel-live";
      panel.append(document.createElement("summary"), document.createElement("ol"));
      panel.firstChild.textContent = [...talk.querySelectorAll(".user")].at(-1).textContent;
      byId("sources").prepend(panel);
      choose("live");
    }
    panel.lastChild.insertAdjacentHTML("beforeend", sources);
  }
};

let sheetShown = "";
const showSheet = ({ sheet }) => {
  if (sheet === sheetShown) return;
  sheetShown = sheet;
  refill(byId("sheet-beside"), new DOMParser().parseFromString(sheet, "text/html").body.childNodes);
};

// A document that was sent with the question and could not be read is told where the answer is.
const tellUnread = () => {
  for (const problem of document.querySelectorAll("#attachments .wrong")) {
    const name = problem.parentElement.firstChild.textContent.trim();
    if (sentFiles.includes(name)) complain(`La réponse ne tient pas compte de « ${name} », ${problem.textContent}.`);
  }
  sentFiles = [];
};

// Follows the answer that the page says is being made, until its end.
const followLive = () => {
  const live = byId("live");
  if (!live) return;
  const address = `/conversations/${talk.dataset.conversation}`;
  lock(true);
  choose("");
  byId("dernier").scrollIntoView({ block: "start" });
  const listen = () => follow(address, Number(live.dataset.after), {
    tool: say,
    paragraph: showPart,
    sheet: showSheet,
    lost: () => checkSession().then(() => LOST, (error) => (error instanceof TypeError ? LOST : error.message)).then(say),
    end: async (problem) => {
      await bring(address).catch((error) => complain(error.message));
      lock(false);
      if (problem) {
        if (!isTold()) complain(problem);
        if ([...talk.querySelectorAll(".user")].at(-1)?.textContent !== sent) field.value ||= sent; // nothing typed is lost
      }
      const isStopped = [...talk.querySelectorAll(".assistant")].at(-1)?.querySelector(".interrupted");
      say(problem ? "" : isStopped ? "Réponse arrêtée." : "Réponse terminée.");
      byId("dernier")?.scrollIntoView({ block: "start" });
      tellUnread();
      if (document.activeElement === document.body) field.focus({ preventScroll: true });
    },
  });
  setTimeout(listen, SILENCE); // what comes is read aloud
};

const send = async (form, submitter) => {
  const data = new FormData(form, submitter);
  answering = true;
  sent = data.get("message").trim();
  sentFiles = data.getAll("file").map((file) => file.name);
  say("Je réfléchis…");
  try {
    const response = await ask(form.action, { method: "POST", headers: { Accept: "application/json" }, body: data });
    const told = await response.json();
    if (!response.ok) throw new Error(told.detail);
    if (form.id === "ask") form.reset(), (field.value = ""), count();
    await bring(told.address);
    if (byId("live")) followLive();
    else lock(false), say(isTold() ? "" : "Réponse terminée."), tellUnread();
  } catch (error) {
    lock(false);
    say("");
    complain(error instanceof TypeError ? "Le serveur ne répond pas. Votre texte est gardé : réessayez." : error.message);
    field.focus();
  }
};

// A form that changes one part of the page, which has the id that it names.
const replacePart = async (form, submitter) => {
  const data = new URLSearchParams(new FormData(form, submitter)), id = form.dataset.part;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  try {
    await checkSession();
    const response = await fetch(form.action, { method: "POST", headers: { Accept: "text/html" }, body: data });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.getElementById(id)) throw new Error(page.querySelector("main .notice")?.textContent);
    byId(id).replaceChildren(...page.getElementById(id).childNodes);
    say(page.getElementById("status").textContent);
    byId(id).querySelector("summary, button")?.focus();
  } catch (error) {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    complain(error instanceof TypeError ? "Le serveur ne répond pas. Réessayez." : error.message);
  }
};

// What the server would refuse is not sent to it for nothing.
const isTooHeavy = (form) => {
  const input = form.elements.file, most = Number(input?.dataset.megabytes);
  const weight = [...(input?.files ?? [])].reduce((sum, file) => sum + file.size, 0);
  const over = weight > most * 1024 * 1024;
  if (over) complain(`L'envoi dépasse ${most} Mo : envoyez vos fichiers en plusieurs fois. Votre texte est gardé.`);
  return over;
};

const stop = async (form) => {
  form.querySelector("button").disabled = true;
  say("Arrêt de la réponse…");
  try {
    await checkSession();
    await fetch(form.action, { method: "POST", redirect: "manual" });
  } catch (error) {
    form.querySelector("button").disabled = false;
    say(error instanceof TypeError ? "Le serveur ne répond pas." : error.message);
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".live")) {
    event.preventDefault();
    if (!answering && !count() && !isTooHeavy(form)) send(form, event.submitter);
  } else if (form.id === "stop") {
    event.preventDefault();
    stop(form);
  } else if (form.dataset.part) {
    event.preventDefault();
    replacePart(form, event.submitter);
  }
});

// Nothing typed is cut: what is too long is said, and not sent.
const limit = Number(field.dataset.limit);
const count = () => {
  const length = field.value.length, over = length > limit, shown = byId("count");
  const written = (number) => number.toLocaleString("fr-FR");
  shown.hidden = length < limit * 0.8;
  shown.classList.toggle("over", over);
  shown.textContent = `${written(length)} caractères sur ${written(limit)}.` +
    (over ? " Le message est trop long : résumez-le, ou joignez le document." : "");
  return over;
};
field.addEventListener("input", count);

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); byId("ask").requestSubmit(); }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".show-sources");
  if (link) {
    event.preventDefault();
    choose(link.hash.replace("#panel-", ""));
    document.querySelector(`${link.hash} summary`).focus();
  }
});

window.addEventListener("hashchange", revealTarget);

// The page «Conversation» opened again in the same tab shows the conversation where it stood, unless a new one is asked.
if (new URLSearchParams(location.search).has("nouvelle")) sessionStorage.removeItem(LAST);
const last = sessionStorage.getItem(LAST);
if (!talk.dataset.conversation && last && !field.value) {
  await bring(last).then(() => say(RESUMED), () => sessionStorage.removeItem(LAST));
  talk.lastElementChild?.scrollIntoView();
} else {
  if (talk.dataset.conversation) sessionStorage.setItem(LAST, `/conversations/${talk.dataset.conversation}`);
  chooseLast();
  talk.scrollTop = byId("dernier")?.offsetTop ?? 0;
}
revealTarget();
const isJustAnswered = new URLSearchParams(location.search).get("done") === "answered";
if (isJustAnswered) setTimeout(() => field.focus({ preventScroll: true }), SILENCE); // once «#dernier» has been reached
followLive();
