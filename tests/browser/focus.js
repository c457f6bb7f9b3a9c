// What has the focus, after a key: its name, and what is wrong with how it is shown or with where it stands.
(backward) => {
  const node = document.activeElement, wrong = [];
  const said = (node) => (node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent || node.id || node.localName).replace(/\s+/g, " ").trim().slice(0, 60);
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = (colour) => {
    const [red, green, blue] = numbers(colour).map((part) => part / 255).map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4));
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const behind = (node) => {
    for (let one = node.parentElement; one; one = one.parentElement) if ((numbers(getComputedStyle(one).backgroundColor)[3] ?? 1) > 0) return getComputedStyle(one).backgroundColor;
    return "rgb(255, 255, 255)";
  };
  const style = getComputedStyle(node), around = [light(style.outlineColor), light(behind(node))].sort((one, other) => other - one);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push(`${said(node)}: no outline`);
  else if ((around[0] + .05) / (around[1] + .05) < 3) wrong.push(`${said(node)}: an outline of too little contrast`);
  const box = node.getClientRects()[0], over = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20));
  if (!over || !(node.contains(over) || over.contains(node))) wrong.push(`${said(node)}: hidden by ${over ? said(over) : "the edge of the window"}`);
  const before = window.lastFocused, order = backward ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  if (before?.isConnected && before !== document.body && before !== node && !(before.compareDocumentPosition(node) & order)) wrong.push(`${said(node)}: not ${backward ? "before" : "after"} ${said(before)}`);
  window.lastFocused = node;
  return wrong;
}
