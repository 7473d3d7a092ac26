/** Paths of sign-in on every host that has an application with it. */
export const OWN_PATH = '/.app-proxy/';
/** Where users come back from the provider. */
export const CALLBACK = `${OWN_PATH}callback`;
export const SIGN_OUT = `${OWN_PATH}sign-out`;
export const SIGNED_OUT = `${OWN_PATH}signed-out`;
/** The keys that tokens for backends are verified with. */
export const KEY_SET = `${OWN_PATH}jwks.json`;
