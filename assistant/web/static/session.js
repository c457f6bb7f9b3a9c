// Asks the server; what a sign-on proxy answers in its place, once the session has expired, is told as such: it sends
// elsewhere, or refuses. The addresses asked with this send nowhere themselves.
export const EXPIRED = "Votre session a expiré : reconnectez-vous dans un autre onglet, puis renvoyez ; votre texte est gardé.";

export const ask = async (address, options = {}) => {
  const response = await fetch(address, { ...options, redirect: "manual" });
  if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) throw new Error(EXPIRED);
  return response;
};

export const checkSession = () => ask("/session", { cache: "no-store" });

// Says a text to those who listen; that the session has expired is shown to everybody.
export const say = (status, text) => {
  status.textContent = text;
  status.className = text === EXPIRED ? "error" : "visually-hidden";
};

// Says what went wrong at the end of a place, to everybody; what was typed stays where it is.
export const complainIn = (place, text) => {
  const told = document.createElement("p");
  told.className = "error";
  told.setAttribute("role", "alert");
  told.textContent = text;
  place.append(told);
  told.scrollIntoView({ block: "nearest" });
};
