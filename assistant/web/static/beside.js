// The sheet beside the conversation, shown again as it stands now: what is open in it stays open, the focus stays where
// it is, and nothing is read aloud.
const fieldOf = (one) => one.closest("[data-field]")?.dataset.field ?? "";
const nameOf = (one) => `${fieldOf(one)} ${one.getAttribute("href") ?? one.localName}`;

export const refill = (panel, nodes) => {
  const had = panel.contains(document.activeElement) ? document.activeElement : null;
  const opened = new Set([...panel.querySelectorAll("details[open]")].map(fieldOf));
  const top = panel.scrollTop;
  panel.replaceChildren(...nodes);
  for (const one of panel.querySelectorAll("details")) one.open = opened.has(fieldOf(one));
  panel.scrollTop = top;
  if (!had) return;
  const those = [...panel.querySelectorAll("a, button, summary")];
  const same = those.find((one) => nameOf(one) === nameOf(had)) ?? those.find((one) => fieldOf(one) === fieldOf(had));
  same?.focus({ preventScroll: true });
};
