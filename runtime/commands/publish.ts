import { type Command, InvalidArgumentError } from 'commander';
import { stat } from 'node:fs/promises';
import { SYSTEM_CLOCK, type Clock } from '../clock';
import { configurationDigest } from '../documents/names';
import { parseDocument } from '../documents/parse';
import { NOTICE_STALE_SECONDS } from '../relay/instance/limits';
import { DirectoryStore } from '../store/directory-store';
import type { Store } from '../store/store';
import { StoreError } from '../store/store-error';
import { durationSeconds } from './duration';
import { EXIT, type ExitCode } from './exit-codes';
import { PublicationError, readPublication, type Publication } from './publication';
import type { Surroundings } from './surroundings';

/** Seconds that relay instances have to report the configuration, where `--timeout` does not say. */
export const PUBLISH_TIMEOUT_SECONDS = 60;
/** Milliseconds between two looks at the notices. */
const LOOK_MILLISECONDS = 500;

export interface PublishOptions {
  /** A file, or `env:NAME` for the text of an environment variable. */
  readonly from: string;
  /** A directory that is there. */
  readonly to: string;
  /** Relay instances that must report the configuration. */
  readonly relays: number;
  /** Seconds that they have. */
  readonly timeout: number;
  /** Whether documents that are there are left as they are. */
  readonly first?: true;
}

const HELP = `
FILE is gzip and base64 of lines 'PATH DOCUMENT', in the document CR for line ends;
PATH is relay, groups/NAME, admission/NAME or egress/NAME. env:NAME takes the text
of an environment variable instead. Documents that are not in it are taken away.

Exit codes: 0 published and reported, 1 refused, 2 wrong usage, 3 written, but not
reported in time.`;

/** `app-proxy publish`: writes configuration documents for relay instances that read a directory. */
export function addPublish(
  program: Command,
  surroundings: Surroundings,
  exit: (code: ExitCode) => void,
): void {
  program
    .command('publish')
    .summary('write the configuration documents')
    .description(
      'Writes the full set of configuration documents, then waits until the relay instances report it.',
    )
    .requiredOption('--from <file>', 'the documents: a file, or env:NAME')
    .requiredOption('--to <directory>', 'where relay instances read them')
    .option('--first', 'do nothing where documents are there already')
    .option('--relays <number>', 'relay instances that must report them', wholeNumber, 0)
    .option(
      '--timeout <duration>',
      'how long they may take: a number with s, m or h',
      seconds,
      PUBLISH_TIMEOUT_SECONDS,
    )
    .addHelpText('after', HELP)
    .action(async (options: PublishOptions) => exit(await publish(options, surroundings)));
}

/** Everything is checked before anything is written. */
export async function publish(options: PublishOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { to, relays } = options;
  if (!(await isDirectory(to))) {
    surroundings.error(`app-proxy: publish: --to '${to}' is not a directory`);
    return EXIT.usage;
  }
  const store = new DirectoryStore({ directory: to });
  let publication: Publication;
  try {
    publication = await readPublication(options.from, surroundings.env);
  } catch (fault) {
    if (!(fault instanceof PublicationError)) throw fault;
    surroundings.error(`app-proxy: nothing published: ${fault.message}`);
    return fault.isUsage ? EXIT.usage : EXIT.no;
  }
  const { documents, deployment } = publication;
  if (options.first === true && (await isPublished(store))) {
    surroundings.out(`app-proxy: nothing published: there are documents in ${to}`);
    return EXIT.yes;
  }
  try {
    await writeAll(store, documents);
  } catch (fault) {
    if (!(fault instanceof StoreError)) throw fault;
    surroundings.error(`app-proxy: not published: ${fault.message}`);
    return EXIT.no;
  }
  const digest = configurationDigest(documents.keys());
  const waiting = await waitForRelays(
    store,
    { ...options, deployment, digest },
    surroundings.clock ?? SYSTEM_CLOCK,
  );
  if (waiting !== undefined) {
    surroundings.error(
      `app-proxy: configuration ${digest} is written, but ${relays} relay instances did not report it in time; ${waiting}`,
    );
    return EXIT.timedOut;
  }
  surroundings.out(
    `app-proxy: published configuration ${digest}: ${documents.size} documents, ${relays} relay instances`,
  );
  return EXIT.yes;
}

async function isPublished(store: Store): Promise<boolean> {
  return (await store.list('relay-')).some(({ name }) => name.endsWith('.json'));
}

/** New documents are there before old ones go, so that a reader finds one of each at any time. */
async function writeAll(store: Store, documents: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of documents) {
    if (await store.create(name, text)) continue;
    const there = await store.read(name);
    // Someone else's half of a document: the name follows from the content.
    if (there === undefined || there === 'unchanged' || there.text !== text) await store.write(name, text);
  }
  const lists = await Promise.all(
    ['relay-', 'groups/', 'admission/', 'egress/'].map((prefix) => store.list(prefix)),
  );
  for (const { name } of lists.flat()) {
    if (name.endsWith('.json') && !documents.has(name)) await store.remove(name);
  }
}

interface Expected {
  readonly deployment: string;
  readonly digest: string;
  readonly relays: number;
  readonly timeout: number;
}

/** Undefined once enough instances report the configuration; else, after the time, who reports what. */
async function waitForRelays(store: Store, expected: Expected, clock: Clock): Promise<string | undefined> {
  const deadline = clock.now() + expected.timeout * 1000;
  for (;;) {
    const reports = await reportsOf(store, expected.deployment, clock.now());
    const reporting = new Set(
      reports.filter(({ digest }) => digest === expected.digest).map(({ instance }) => instance),
    );
    if (reporting.size >= expected.relays) return undefined;
    const left = deadline - clock.now();
    if (left <= 0) {
      const said = reports.map(({ instance, digest }) => `${instance} reports ${digest}`);
      return said.length === 0 ? 'no instance says that it is there' : said.join(', ');
    }
    await new Promise<void>((resolve) => {
      clock.after(Math.min(left, LOOK_MILLISECONDS), resolve);
    });
  }
}

interface Report {
  readonly instance: string;
  readonly digest: string;
}

/** What the instances that are there say they have read: two of one name while a machine is replaced. */
async function reportsOf(store: Store, deployment: string, now: number): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (const { name } of await store.list('instances/')) {
    const content = await store.read(name);
    if (content === undefined || content === 'unchanged') continue;
    const parsed = parseDocument('instance-notice', content.text);
    if (!parsed.ok || parsed.document.deployment !== deployment) continue;
    const { instance, time, configuration = 'none' } = parsed.document;
    if (now - Date.parse(time) < NOTICE_STALE_SECONDS * 1000)
      reports.push({ instance, digest: configuration });
  }
  return reports;
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function wholeNumber(given: string): number {
  if (!/^[0-9]{1,4}$/.test(given)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(given);
}

function seconds(given: string): number {
  const duration = durationSeconds(given);
  if (duration === undefined)
    throw new InvalidArgumentError('Expected a number with s, m or h, such as 90s.');
  return duration;
}
