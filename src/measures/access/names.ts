/** Words of what asks who is calling. */
export const ASKS =
  /auth|login|logged|guard|protect|jwt|passport|role|admin|permi|acl|rbac|token|require|ensure|\bis[A-Z]|verif|check|secur|clerk|account|access|allow|\bcan\b|private|restrict|session\w*user|user|identity|keycloak|policy|polic|grant|apiKey|api_key|middleware|super|owner|member|scope|bearer|only/i;
/** What stands in front of routes without asking who calls. */
export const OTHER =
  /valid|limit|throttle|upload|multer|cache|logg|morgan|csrf|parse|json|urlencoded|cors|helmet|schema|sanit|compress|static|interceptor|pipe|swagger|^Api|^Http|^Header|^Render|celebrate/i;

/** Whether a middleware of a route asks, by its name, who is calling. */
export const namesGuard = (name: string): boolean => ASKS.test(name) && !OTHER.test(name);
