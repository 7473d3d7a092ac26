import type { CustomFetch } from 'openid-client';
import { MAX_PROVIDER_BYTES } from './limits';

/** Reads answers of providers whole, up to a size. */
export function boundedFetch(inner: typeof fetch, maxBytes = MAX_PROVIDER_BYTES): CustomFetch {
  return async (url, { body, headers, method, redirect, signal }) => {
    const response = await inner(url, {
      body: body ?? null,
      headers,
      method,
      redirect,
      ...(signal !== undefined && { signal }),
    });
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const answer: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
    for await (const chunk of answer ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new Error(`an answer of ${url} has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    const { status, statusText } = response;
    const hasBody = status !== 204 && status !== 304;
    return new Response(hasBody ? Buffer.concat(chunks) : null, {
      status,
      statusText,
      headers: response.headers,
    });
  };
}
