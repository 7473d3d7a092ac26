import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { contentDigest } from '../documents/names';
import { parseDocument, type DocumentKind } from '../documents/parse';
import { problemText } from '../documents/problem';
import { messageOf } from '../store/fault';

/** Bytes of all documents of one publication, unpacked; more are refused. */
export const MAX_PUBLICATION_BYTES = 64 * 1024 * 1024;

/** A full set of configuration documents. */
export interface Publication {
  readonly deployment: string;
  /** Content by name: `groups/hq-0123456789ab.json`. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Why documents are not published. */
export class PublicationError extends Error {
  override readonly name = 'PublicationError';

  constructor(
    message: string,
    /** The command line is wrong, not what it names. */
    readonly isUsage = false,
  ) {
    super(message);
  }
}

const KINDS: Readonly<Record<string, DocumentKind>> = {
  relay: 'relay',
  groups: 'group',
  admission: 'admission',
  egress: 'egress',
};

/**
 * Reads what the kit hands over: gzip and base64 of lines `path document`, in the document carriage returns for line
 * ends. Each document must be valid by its schema, all must be of one deployment, and the relay's must be there.
 *
 * @param from a file, or `env:NAME`
 * @throws PublicationError
 */
export async function readPublication(
  from: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Publication> {
  const lines = unpacked(from, await textOf(from, env)).split('\n');
  const documents = new Map<string, string>();
  const paths = new Set<string>();
  const deployments = new Set<string>();
  for (const line of lines.filter((each) => each !== '')) {
    const space = line.indexOf(' ');
    const path = space === -1 ? line : line.slice(0, space);
    const text = space === -1 ? '' : line.slice(space + 1).replaceAll('\r', '\n');
    if (paths.has(path)) throw new PublicationError(`document '${shown(path)}' is there twice`);
    paths.add(path);
    const deployment = checked(path, text);
    if (deployment !== undefined) deployments.add(deployment);
    documents.set(`${path}-${contentDigest(text)}.json`, text);
  }
  if (!paths.has('relay')) throw new PublicationError('the document relay is missing');
  const [deployment = '', ...others] = deployments;
  if (others.length > 0) {
    throw new PublicationError(`documents of the deployments ${[...deployments].join(', ')}, allowed: one`);
  }
  return { deployment, documents };
}

/** Checks one document. @returns the deployment that it names */
function checked(path: string, text: string): string | undefined {
  const [, folder, group] = /^(relay|groups|admission|egress)(?:\/([a-z](?:-?[a-z0-9])*))?$/.exec(path) ?? [];
  const kind = folder === undefined ? undefined : KINDS[folder];
  if (kind === undefined || (kind === 'relay') !== (group === undefined)) {
    throw new PublicationError(
      `document '${shown(path)}': expected relay, groups/NAME, admission/NAME or egress/NAME, a name in lower-case letters, digits and hyphens`,
    );
  }
  const parsed = parseDocument(kind, text);
  if (!parsed.ok) {
    throw new PublicationError(
      `document '${path}' is invalid: ${parsed.problems.map(problemText).join('; ')}`,
    );
  }
  const { document } = parsed;
  if ('group' in document && document.group !== group) {
    throw new PublicationError(
      `document '${path}' is of the group '${document.group}', allowed: '${group ?? ''}'`,
    );
  }
  return 'deployment' in document ? document.deployment : undefined;
}

function unpacked(from: string, text: string): string {
  let content: string;
  try {
    const maxOutputLength = MAX_PUBLICATION_BYTES;
    content = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength }).toString('utf8');
  } catch (error) {
    const words = messageOf(error);
    throw new PublicationError(
      `cannot unpack '${from}': ${words}; expected gzip and base64 of at most ${MAX_PUBLICATION_BYTES} bytes`,
    );
  }
  if (content.trim() === '') throw new PublicationError(`'${from}' is empty`);
  return content;
}

async function textOf(from: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  if (!from.startsWith('env:')) {
    try {
      return await readFile(from, 'utf8');
    } catch (error) {
      throw new PublicationError(`cannot read '${from}': ${messageOf(error)}`);
    }
  }
  const name = from.slice('env:'.length);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new PublicationError(`'${from}': expected env:NAME`, true);
  const text = env[name];
  if (text === undefined) throw new PublicationError(`the environment variable ${name} is not set`);
  return text;
}

function shown(path: string): string {
  return path.slice(0, 80);
}
