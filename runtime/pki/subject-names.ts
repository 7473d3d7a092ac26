import type { X509Certificate } from 'node:crypto';

/** One subject alternative name of a certificate. */
export interface SubjectName {
  /** As Node writes it: `DNS`, `URI`, `IP Address`, `email`, ... */
  readonly type: string;
  readonly value: string;
}

/**
 * The subject alternative names of a certificate, read from Node's text of them: `type:value`, joined by `, `. Node puts a value
 * with a comma or quote in quotes (nodejs.org, CVE-2021-44532), so that one value cannot pass for two; such values keep their
 * quotes here. `undefined` where the text is of another form.
 */
export function subjectNames({ subjectAltName = '' }: X509Certificate): readonly SubjectName[] | undefined {
  const entry = /([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/y;
  const names: SubjectName[] = [];
  while (entry.lastIndex < subjectAltName.length) {
    const match = entry.exec(subjectAltName);
    if (match?.[1] === undefined || match[2] === undefined) {
      return undefined;
    }
    names.push({ type: match[1], value: match[2] });
  }
  return names;
}
