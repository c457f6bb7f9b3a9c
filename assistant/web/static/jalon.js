// The conversation: sends a message, shows verified paragraphs as they come, and their sources beside.
// Every text goes into the page as text, never as HTML.
const byId = (id) => document.getElementById(id);
const talk = byId("talk"), form = byId("ask"), field = byId("message"), status = byId("status"), sources = byId("sources");
let projectId = sessionStorage.getItem("jalon-project");
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

// The notes of each answer are numbered from 1: its sources stand in a list of their own, the last one open.
const sourcesOf = (turn, question) => {
  const known = byId(`sources-${turn}`);
  if (known) return known;
  byId("no-sources").hidden = true;
  for (const other of sources.querySelectorAll("details")) other.open = false;
  const list = element("ol", { id: `sources-${turn}` });
  sources.prepend(element("details", { open: true }, element("summary", { textContent: question }), list));
  return list;
};

// What an answer quotes of a source: the «quotes» that stand before its note, since the note before.
const quotesOf = (text, number) => {
  const parts = text.split(/\[(\d+)\]/);
  return parts.flatMap((part, index) => (index % 2 && Number(part) === number ? [...parts[index - 1].matchAll(/«\s*([^«»]+?)\s*»/g)] : []))
    .map(([, quote]) => quote.slice(0, 600)).slice(0, 5);
};

const passageAddress = (citation, text) => {
  const query = new URLSearchParams(quotesOf(text, citation.number).map((quote) => ["quote", quote]));
  return `/passages/${encodeURIComponent(citation.passage_id)}${query.size ? `?${query}` : ""}`;
};

const addSource = (citation, turn, question, text) => {
  const place = [citation.heading, citation.page && `page ${citation.page}`, citation.source].filter(Boolean).join(", ");
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
  target.closest("details").open = true;
  target.scrollIntoView();
};

const offerSheet = (id) => {
  byId("sheet").hidden = false;
  for (const format of ["pdf", "md", "json"]) byId(`sheet-${format}`).href = `/api/v1/projects/${id}/sheet.${format}`;
};

const open = (question) => {
  turn += 1;
  const answer = element("div", { className: "assistant" });
  talk.append(element("p", { className: "user", textContent: question }), answer);
  return answer;
};

const show = (answer, question, { text, citations }) => {
  for (const citation of citations) addSource(citation, turn, question, text);
  answer.append(...text.split("\n\n").map((part) => paragraph(part, turn)));
};

const handlers = (answer, question) => ({
  conversation: ({ project_id }) => { projectId = project_id; sessionStorage.setItem("jalon-project", projectId); },
  tool: ({ label }) => { status.textContent = label; },
  paragraph: (event) => { show(answer, question, event); answer.previousSibling.scrollIntoView({ block: "start" }); },
  done: ({ answer: whole }) => {
    status.textContent = "Réponse terminée.";
    if (whole.tool_calls.some((call) => call.name === "save_project_sheet" && !call.error)) offerSheet(projectId);
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
  if (!message) return;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  status.textContent = "Je réfléchis…";
  try {
    field.value = "";
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

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
});

byId("new").addEventListener("click", () => {
  projectId = null;
  sessionStorage.removeItem("jalon-project");
  talk.replaceChildren();
  sources.replaceChildren();
  byId("no-sources").hidden = false;
  byId("sheet").hidden = true;
  status.textContent = "Nouvelle conversation.";
  field.focus();
});

// A page that is loaded again shows the conversation where it stood.
const restore = async () => {
  const response = await fetch(`/api/v1/projects/${projectId}/conversation`);
  if (!response.ok) {
    projectId = null;
    sessionStorage.removeItem("jalon-project");
    return;
  }
  let answer, question;
  for (const message of await response.json()) {
    if (message.role === "user") [answer, question] = [open(message.text), message.text];
    else show(answer, question, message);
  }
  if ((await fetch(`/api/v1/projects/${projectId}/sheet`)).ok) offerSheet(projectId);
  talk.lastElementChild?.scrollIntoView();
};

window.addEventListener("hashchange", revealTarget);
if (projectId) restore();
