/**
 * What users are told where the relay answers by itself. Codes are stable: scripts and dashboards match them. `retryAfter`: in
 * seconds, where trying again makes sense.
 */
export const REFUSALS = {
  'application-busy': {
    status: 503,
    text: 'The application handles as many requests as it may.',
    retryAfter: 1,
  },
  'application-rate': { status: 429, text: 'The application gets more requests than it may.', retryAfter: 1 },
  'backend-closed': { status: 502, text: 'The application ended the connection without an answer.' },
  'backend-credentials': {
    status: 502,
    text: 'The connector has no usable client certificate for the application.',
  },
  'backend-invalid': { status: 502, text: 'The application answered with something that is not HTTP.' },
  'backend-timeout': { status: 504, text: 'The application did not answer in time.' },
  'backend-tls': { status: 502, text: "The application's certificate or TLS is not acceptable." },
  'backend-unreachable': { status: 502, text: 'No connector can connect to the application.' },
  'bad-path': {
    status: 400,
    text: 'The path of the request holds a segment . or .., which the relay does not resolve.',
  },
  'bad-request': { status: 400, text: 'The request is not valid HTTP.' },
  'body-timeout': { status: 408, text: 'The body of the request came too slowly.' },
  'body-too-large': { status: 413, text: 'The body of the request is larger than the application allows.' },
  'connectors-busy': {
    status: 503,
    text: 'All connectors have as many connections as they may.',
    retryAfter: 1,
  },
  'header-too-large': { status: 431, text: 'The header of the request is too large.' },
  internal: { status: 500, text: 'The relay failed. Tell its operator the request id.' },
  'method-not-supported': { status: 501, text: 'The method is not supported.' },
  'no-connector': { status: 503, text: 'No connector is in service for this application.', retryAfter: 5 },
  'relay-rate': { status: 429, text: 'The relay gets more requests than it may.', retryAfter: 1 },
  'request-timeout': { status: 408, text: 'The request came too slowly.' },
  starting: { status: 503, text: 'The relay has not read its configuration yet.', retryAfter: 5 },
  'too-many-resets': { status: 429, text: 'The connection resets requests over and over.' },
  'tunnel-lost': { status: 502, text: 'The connector was lost while it worked on the request.' },
  'unknown-host': { status: 421, text: 'No application is published under this name.' },
  'unknown-path': { status: 404, text: 'No application is published under this path.' },
} as const satisfies Record<string, RefusalEntry>;

interface RefusalEntry {
  readonly status: number;
  readonly text: string;
  readonly retryAfter?: number;
}

export type RefusalCode = keyof typeof REFUSALS;

/** An answer of the relay's own. Headers are flat. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: string[];
  readonly body: Buffer;
}

/** @param accept the request's Accept header: JSON where it asks for that before HTML, else a plain page. */
export function refusalAnswer(code: RefusalCode, requestId: string, accept: string | undefined): OwnAnswer {
  const entry: RefusalEntry = REFUSALS[code];
  const json = prefersJson(accept);
  const body = Buffer.from(
    json
      ? `${JSON.stringify({ error: { code, message: entry.text, requestId } })}\n`
      : page(entry.status, code, entry.text, requestId),
  );
  return {
    status: entry.status,
    headers: [
      'Content-Type',
      json ? 'application/json' : 'text/html; charset=utf-8',
      'Content-Length',
      String(body.length),
      'Cache-Control',
      'no-store',
      'X-Request-Id',
      requestId,
      ...(entry.retryAfter === undefined ? [] : ['Retry-After', String(entry.retryAfter)]),
      ...(json ? [] : ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'"]),
    ],
    body,
  };
}

function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const json = accept.search(/\bapplication\/(?:[\w.-]+\+)?json\b/i);
  const html = accept.search(/\btext\/html\b/i);
  return json >= 0 && (html < 0 || json < html);
}

function page(status: number, code: string, text: string, requestId: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${status}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto;max-width:40rem;padding:0 1rem}code{color:#666}</style></head>
<body><h1>${status}</h1><p>${text}</p><p><code>${code}</code> · request <code>${requestId}</code></p></body></html>
`;
}
