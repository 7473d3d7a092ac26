import { SIGN_IN_REFUSALS, type Answer, type SignInCode } from './decision';
import type { Asked } from './request-traits';

const NO_STORE = ['Cache-Control', 'no-store'];
/** The address of an answer may hold a code of the provider. */
const PAGE = [
  ...['Content-Type', 'text/html; charset=utf-8', 'Referrer-Policy', 'no-referrer'],
  ...['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
];

export interface RefusalOptions {
  /** Flat. */
  readonly headers?: readonly string[];
  /** A link on the page. */
  readonly link?: { readonly href: string; readonly text: string };
  /** What the provider said; shown as text. */
  readonly detail?: string | undefined;
}

/** The relay refuses, with JSON or a page. */
export function refuse(code: SignInCode, { request, traits }: Asked, options: RefusalOptions = {}): Answer {
  const refusal: { status: number; text: string; retryAfter?: number } = SIGN_IN_REFUSALS[code];
  const { headers = [], link, detail } = options;
  const { requestId } = request;
  const own = [...NO_STORE, ...headers];
  if (refusal.retryAfter !== undefined) own.push('Retry-After', String(refusal.retryAfter));
  if (requestId !== undefined) own.push('X-Request-Id', requestId);
  if (traits.json) {
    const body = `${JSON.stringify({ error: { code, message: refusal.text, requestId } })}\n`;
    return answer(refusal.status, ['Content-Type', 'application/json', ...own], body, code);
  }
  const rest =
    (detail === undefined ? '' : `<p>${escaped(detail)}</p>`) +
    (link === undefined ? '' : `<p><a href="${link.href}">${link.text}</a></p>`) +
    `<p><code>${code}</code>${requestId === undefined ? '' : ` · request <code>${escaped(requestId)}</code>`}</p>`;
  return answer(refusal.status, [...PAGE, ...own], page(String(refusal.status), refusal.text, rest), code);
}

export function signedOutPage(): Answer {
  return answer(
    200,
    [...PAGE, ...NO_STORE],
    page('Signed out', 'You are signed out here.', '<p><a href="/">Sign in</a></p>'),
  );
}

/** @param location absolute */
export function redirect(location: string, headers: readonly string[] = []): Answer {
  return answer(302, ['Location', location, 'Referrer-Policy', 'no-referrer', ...NO_STORE, ...headers], '');
}

/** @param headers flat, without a length */
export function answer(status: number, headers: readonly string[], body: string, code?: SignInCode): Answer {
  return {
    kind: 'answer',
    status,
    headers: [...headers, 'Content-Length', String(Buffer.byteLength(body))],
    body,
    code,
  };
}

function page(title: string, text: string, rest: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto;max-width:40rem;padding:0 1rem}code{color:#666}</style></head>
<body><h1>${title}</h1><p>${text}</p>${rest}</body></html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
