import { domainToASCII } from 'node:url';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
/** What no host name holds, though the conversion to IDNA would cut or read some of it. */
const FORBIDDEN = /[\s/\\?#@:%[\]<>^|*]/;

/**
 * A host name in its IDNA form: lower case, without a trailing dot. Undefined where the text is not the
 * name of a host; an IP address is none.
 */
export function hostName(text: string): string | undefined {
  const lower = text.toLowerCase().replace(/\.$/, '');
  const ascii = HOST.test(lower) && !lower.includes('xn--') ? lower : idna(lower);
  return ascii !== undefined && HOST.test(ascii) && !/(^|\.)\d+$/.test(ascii) ? ascii : undefined;
}

/** The same for a name in a certificate, which may begin with `*.`. */
export function certificateName(text: string): string | undefined {
  const wildcard = text.startsWith('*.');
  const name = hostName(wildcard ? text.slice(2) : text);
  return name === undefined ? undefined : wildcard ? `*.${name}` : name;
}

/** Whether the name, possibly a wildcard, covers the host. */
export function covers(name: string, host: string): boolean {
  return name.startsWith('*.') ? host.slice(host.indexOf('.') + 1) === name.slice(2) : name === host;
}

/** Whether the host is the domain or lies under it. */
export function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function idna(text: string): string | undefined {
  return FORBIDDEN.test(text) ? undefined : domainToASCII(text);
}
