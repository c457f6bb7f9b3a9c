// What a person would find wrong on the page that is shown, in words: width, sizes of targets, what stands over what.
() => {
  const found = [];
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && node.getBoundingClientRect().width > 1;
  const named = (node) => `${node.localName} «${(node.textContent || node.name || node.id).trim().slice(0, 40)}»`;
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("main *, header *")].filter((node) => !node.closest(".scroll") && node.getBoundingClientRect().right > innerWidth + 1);
    found.push(`wider than the window by ${document.documentElement.scrollWidth - innerWidth} px: ${wide.slice(0, 3).map(named).join(", ")}`);
  }
  // WCAG 2.5.8: 24 px, save for a link inside a sentence, or when nothing else stands within 24 px of its centre.
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(shown);
  const boxes = targets.map((node) => (node.closest("label.check") ?? node).getBoundingClientRect());
  const inText = (node) => node.localName === "a" && getComputedStyle(node).display === "inline" && (node.parentElement.closest("li, p, td, dd") ?? node.parentElement).textContent.trim() !== node.textContent.trim();
  const near = (box, other) => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const across = Math.max(other.left - x, 0, x - other.right), along = Math.max(other.top - y, 0, y - other.bottom);
    return Math.hypot(across, along) < 12;
  };
  targets.forEach((node, place) => {
    const box = boxes[place];
    if ((box.width >= 24 && box.height >= 24) || inText(node)) return;
    if (boxes.some((other, rank) => rank !== place && !targets[rank].contains(node) && near(box, other))) found.push(`small target: ${named(node)} ${Math.round(box.width)}×${Math.round(box.height)}`);
  });
  return found;
}
