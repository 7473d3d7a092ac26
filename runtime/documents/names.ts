import { createHash } from 'node:crypto';

/** Digits of the content's SHA-256 in a document's name. */
const NAME_DIGITS = 12;

/** Kinds of documents that relay instances read. */
export type ConfigurationKind = 'relay' | 'group' | 'admission';

/** What the name of a configuration document says. */
export interface DocumentName {
  readonly kind: ConfigurationKind | 'egress';
  /** Group; empty for the relay's. */
  readonly group: string;
  /** Digest of the content. */
  readonly digest: string;
}

const FOLDERS: Readonly<Record<string, DocumentName['kind']>> = {
  groups: 'group',
  admission: 'admission',
  egress: 'egress',
};

/** `relay-<hash>.json` or `<folder>/<group>-<hash>.json`; undefined for any other name. */
export function readName(name: string): DocumentName | undefined {
  const match =
    /^(?:relay|(groups|admission|egress)\/([a-z](?:-?[a-z0-9]){0,31}))-([0-9a-f]{12})\.json$/.exec(name);
  if (match === null) return undefined;
  const [, folder, group = '', digest = ''] = match;
  const kind = folder === undefined ? 'relay' : FOLDERS[folder];
  return kind === undefined ? undefined : { kind, group, digest };
}

/** What the name of a document with this content ends with. */
export function contentDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, NAME_DIGITS);
}

/**
 * One word for a set of documents that relay instances read: 12 hexadecimal digits that follow from their names, which
 * follow from their contents. Names of other documents are passed over.
 */
export function configurationDigest(names: Iterable<string>): string {
  const read = [...new Set(names)].filter((name) => {
    const kind = readName(name)?.kind;
    return kind !== undefined && kind !== 'egress';
  });
  return contentDigest(read.sort().join('\n'));
}
