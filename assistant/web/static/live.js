// Follows an answer while the server makes it. A connection that is lost is opened again from the last event that came:
// the answer goes on meanwhile, and nothing of it is missed or shown twice.
const AGAIN = 2000; // milliseconds before a connection that the server refused is tried again

export const follow = (address, after, { tool, paragraph, sheet, lost, end }) => {
  let seen = after;
  const listen = () => {
    const stream = new EventSource(`${address}/flux?apres=${seen}`);
    const on = (name, handle) => stream.addEventListener(name, (event) => {
      if (!(event instanceof MessageEvent)) return; // the connection itself is in error
      seen = Number(event.lastEventId) || seen;
      handle(JSON.parse(event.data));
    });
    const close = (told) => { stream.close(); end(told); };
    on("tool", ({ told }) => tool(told));
    on("paragraph", paragraph);
    on("sheet", sheet);
    on("done", () => close(""));
    on("error", ({ told }) => close(told));
    stream.onerror = (event) => {
      if (event instanceof MessageEvent) return;
      lost();
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
    };
  };
  listen();
};
