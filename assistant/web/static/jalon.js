// The conversation: sends a message, shows verified paragraphs as they come, and their sources beside.
// Every text goes into the page as text, never as HTML.
const byId = (id) => document.getElementById(id);
const talk = byId("talk"), form = byId("ask"), field = byId("message"), status = byId("status"), sources = byId("sources");
let projectId = talk.dataset.project ?? sessionStorage.getItem("jalon-project");
let turn = 0;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// French punctuation never starts a line.
const bound = (text) => text.replaceAll("« ", "«\u00a0").replace(/ ([»:;?!%€])/g, "\u00a0$1");

// Bold, notes and the «non vérifié» mark are the only signs that answers use inside a line.
const inline = (text, turn) => bound(text).split(/(\*\*[^*]+\*\*|\[\d+\]|\(non vérifié\))/).filter(Boolean).map((part) => {
  if (part.startsWith("**")) return element("strong", { textContent: part.slice(2, -2) });
  if (part === "(non vérifié)") return element("span", { className: "unverified", textContent: part });
  const note = part.match(/^\[(\d+)\]$/);
  if (!note) return part;
  return element("a", { href: `#source-${turn}-${note[1]}`, textContent: part, ariaLabel: `Source ${note[1]}` });
});

const paragraph = (text, turn) => {
  const lines = text.split("\n").filter((line) => line.trim());
  if (!lines.every((line) => line.startsWith("- "))) return element("p", {}, ...inline(text, turn));
  return element("ul", {}, ...lines.map((line) => element("li", {}, ...inline(line.slice(2), turn))));
};

const HINTS = { start: "Les passages cités s'afficheront ici.", none: "Cette réponse ne cite aucun document." };

// The panel follows one answer, the last one unless another is chosen: its sources are open, the others closed.
const choose = (turn) => {
  for (const other of sources.querySelectorAll("details")) other.open = other.id === `panel-${turn}`;
  for (const other of talk.querySelectorAll(".assistant")) other.classList.toggle("chosen", other.id === `answer-${turn}`);
  const hint = byId("no-sources");
  hint.hidden = Boolean(byId(`panel-${turn}`));
  hint.textContent = turn ? HINTS.none : HINTS.start;
};

// The notes of each answer are numbered from 1: its sources stand in a list of their own.
const sourcesOf = (turn, question) => {
  const known = byId(`sources-${turn}`);
  if (known) return known;
  const list = element("ol", { id: `sources-${turn}` });
  sources.prepend(element("details", { id: `panel-${turn}` }, element("summary", { textContent: question }), list));
  choose(turn);
  return list;
};

const showSources = (turn) => {
  choose(turn);
  const summary = byId(`panel-${turn}`).querySelector("summary");
  summary.scrollIntoView({ block: "nearest" });
  summary.focus();
};

// A quotation in the words of the passage: the cells of a row without their labels, an item apart from its introduction.
const pieces = (quote) => (quote.includes(" | ") ? quote.split(" | ").map((cell) => cell.replace(/^.*? : /, "")) : quote.split(" […] "));

// What an answer quotes of a source: the «quotes» that stand before its note, since the note before.
const quotesOf = (text, number) => {
  const parts = text.split(/\[(\d+)\]/);
  return parts.flatMap((part, index) => (index % 2 && Number(part) === number ? [...parts[index - 1].matchAll(/«\s*([^«»]+?)\s*»/g)] : []))
    .flatMap(([, quote]) => pieces(quote)).map((quote) => quote.slice(0, 600)).slice(0, 5);
};

const passageAddress = (citation, text) => {
  const query = new URLSearchParams(quotesOf(text, citation.number).map((quote) => ["quote", quote]));
  return `/passages/${encodeURIComponent(citation.passage_id)}${query.size ? `?${query}` : ""}`;
};

const addSource = (citation, turn, question, text) => {
  const file = citation.source.split("/").pop();
  const place = [citation.heading, citation.page && `page ${citation.page}`, file].filter(Boolean).join(", ");
  const item = element("li", { id: `source-${turn}-${citation.number}`, value: citation.number, tabIndex: -1 },
    element("strong", { textContent: citation.title }), element("br"), place, element("br"),
    element("a", { href: passageAddress(citation, text), target: "_blank", textContent: "Ouvrir le passage (nouvel onglet)" }));
  if (/^https?:\/\//.test(citation.url ?? "")) {
    item.append(element("br"), element("a", { href: citation.url, rel: "noopener noreferrer", target: "_blank", textContent: "Page officielle (nouvel onglet)" }));
  }
  item.append(element("blockquote", { textContent: citation.text, tabIndex: 0 }));
  sourcesOf(turn, question).append(item);
};

const revealTarget = () => {
  const target = location.hash.startsWith("#source-") && document.querySelector(location.hash);
  if (!target) return;
  choose(target.closest("details").id.replace("panel-", ""));
  target.scrollIntoView();
};

const showProject = (id) => {
  projectId = id;
  byId("project").hidden = !id;
  byId("project").textContent = id ? `Projet ${id}` : "";
  if (id) sessionStorage.setItem("jalon-project", id);
  else sessionStorage.removeItem("jalon-project");
};

const WRITES = ["save_project_sheet", "update_sheet"];
const FORMATS = { pdf: "PDF", docx: "DOCX", odt: "ODT", md: "Markdown", json: "JSON" };
const downloads = (id) => [
  element("a", { href: `/projets/${id}`, textContent: "Ouvrir la fiche" }),
  ...Object.entries(FORMATS).map(([format, name]) =>
    element("a", { href: `/api/v1/projects/${id}/sheet.${format}`, textContent: `Télécharger en ${name}` })),
];

// The sheet is offered in the answer that saved it, and above the field for the rest of the conversation.
const offerSheet = (id, answer) => {
  byId("sheet").hidden = false;
  byId("sheet").replaceChildren(element("strong", { textContent: "Fiche projet : " }), ...downloads(id));
  byId("sheet").append(
    element("a", { href: `/projets/${id}/dossier`, textContent: "Ce qui manque au dossier" }),
    element("a", { href: `/empreinte?project=${encodeURIComponent(id)}`, textContent: "Empreinte" }));
  answer?.firstElementChild?.after(element("p", { className: "downloads" }, ...downloads(id)));
};

const open = (question) => {
  turn += 1;
  const answer = element("div", { className: "assistant", id: `answer-${turn}` });
  talk.append(element("p", { className: "user", textContent: question }), answer);
  choose(turn);
  return answer;
};

const show = (answer, question, { text, citations }) => {
  for (const citation of citations) addSource(citation, turn, question, text);
  answer.append(...text.split("\n\n").map((part) => paragraph(part, turn)));
};

// At the end of an answer, a way back to its sources once another answer is shown beside.
const close = (answer) => {
  const number = answer.id.replace("answer-", "");
  if (!byId(`panel-${number}`)) return;
  const button = element("button", { type: "button", className: "show-sources", textContent: "Sources de cette réponse" });
  button.addEventListener("click", () => showSources(number));
  answer.append(button);
};

// What would be written waits for a reply: two buttons that send it as a message.
const askConfirmation = (answer) => {
  const reply = (text, className) => {
    const button = element("button", { type: "button", className, textContent: text === "oui" ? "Oui, enregistrer" : "Non" });
    button.addEventListener("click", () => { field.value = text; form.requestSubmit(); });
    return button;
  };
  answer.append(element("p", { className: "confirmation", role: "group", ariaLabel: "Confirmer l'enregistrement" }, reply("oui", "button main"), " ", reply("non", "button")));
};
const forgetConfirmation = () => { for (const asked of talk.querySelectorAll(".confirmation")) asked.remove(); };

// What the answer cost, in one small line.
const tellFootprint = (answer, footprint) => {
  if (footprint) answer.append(element("p", { className: "footprint", textContent: footprint.told.join(" ") }));
};

const handlers = (answer, question) => ({
  conversation: ({ project_id }) => showProject(project_id),
  tool: ({ label }) => { status.textContent = label; },
  paragraph: (event) => { show(answer, question, event); answer.previousSibling.scrollIntoView({ block: "start" }); },
  done: ({ answer: whole }) => {
    status.textContent = "Réponse terminée.";
    showTalks();
    close(answer);
    if (whole.awaits_confirmation) askConfirmation(answer);
    tellFootprint(answer, whole.footprint);
    if (whole.tool_calls.some(({ name, error }) => WRITES.includes(name) && !error) && !whole.awaits_confirmation) offerSheet(projectId, answer);
  },
  error: ({ detail }) => { throw new Error(detail); },
});

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    pending += value;
    const parts = pending.split("\n\n");
    pending = parts.pop();
    for (const part of parts) {
      const [, name, data] = part.match(/^event: (.*)\ndata: (.*)$/s);
      yield [name, JSON.parse(data)];
    }
  }
}

const send = async (message) => {
  forgetConfirmation();
  const answer = open(message);
  const body = JSON.stringify({ message, ...(projectId ? { project_id: projectId } : {}) });
  const response = await fetch("/api/v1/chat", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (!response.ok) throw new Error((await response.json()).detail);
  const handle = handlers(answer, message);
  let last;
  for await (const [name, data] of events(response)) handle[last = name](data);
  if (last !== "done") throw new Error("La réponse a été interrompue. Réessayez.");
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const message = field.value.trim();
  if (!message || count()) return;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  status.textContent = "Je réfléchis…";
  try {
    field.value = "";
    count();
    await send(message);
  } catch (error) {
    field.value = message; // nothing typed is lost
    status.textContent = "";
    talk.append(element("p", { className: "error", role: "alert", textContent: error.message || "Le serveur ne répond pas. Réessayez." }));
  } finally {
    button.disabled = false;
    field.focus();
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
    (over ? " Le message est trop long : résumez-le, ou ajoutez le document avec « jalon ingest »." : "");
  return over;
};
field.addEventListener("input", count);

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
});

// The list beside the chat follows the conversation: its links are those that the page is served with.
const showTalks = async () => {
  const response = await fetch("/api/v1/conversations");
  if (!response.ok) return;
  const kept = (await response.json()).slice(0, 8);
  byId("talks").replaceChildren(...kept.map(({ conversation_id, title }) => {
    const link = element("a", { href: `/conversations/${conversation_id}`, textContent: bound(title) });
    if (conversation_id === projectId) link.setAttribute("aria-current", "page");
    return element("li", {}, link);
  }));
};

byId("new").addEventListener("click", (event) => {
  event.preventDefault();
  history.replaceState(null, "", "/");
  byId("talk-title").textContent = "Conversation";
  showProject(null);
  showTalks();
  talk.replaceChildren();
  sources.replaceChildren();
  choose(0);
  byId("sheet").hidden = true;
  status.textContent = "Nouvelle conversation.";
  field.focus();
});

// A page that is loaded again shows the conversation where it stood.
const restore = async () => {
  const response = await fetch(`/api/v1/projects/${projectId}/conversation`);
  if (!response.ok) {
    showProject(null);
    return;
  }
  const messages = await response.json();
  talk.replaceChildren();
  let answer, question;
  for (const message of messages) {
    if (message.role === "user") [answer, question] = [open(message.text), message.text];
    else {
      show(answer, question, message);
      close(answer);
      if (message.awaits_confirmation) askConfirmation(answer);
      tellFootprint(answer, message.footprint);
    }
  }
  showProject(projectId);
  if ((await fetch(`/api/v1/projects/${projectId}/sheet`)).ok) offerSheet(projectId);
  talk.lastElementChild?.scrollIntoView();
};

// On a new home there is nothing to search yet: say so before a question is lost.
const tellIfEmpty = async () => {
  const { passages } = await (await fetch("/readyz")).json();
  if (passages === 0) {
    talk.append(element("p", { className: "error", textContent: "L'index est vide : lancez « jalon ingest DOSSIER » sur le serveur pour indexer vos documents." }));
  }
};

window.addEventListener("hashchange", revealTarget);
tellIfEmpty();
if (projectId) restore();
