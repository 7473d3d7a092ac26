import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { objectAt, textAt, type JsonObject } from './json';
import { checkPromises, type Roles } from './promises';
import { RESOURCE_TYPES } from './resource-types';
import { addressesOf, originalAddress, rewriteStack } from './rewrite-stack';
import { removeUnstored, storedObjects, type StoredObject } from './state-file';
import { Terraform, type TerraformEvent } from './terraform';

/** Seconds that each creation takes. */
const CREATION_SECONDS = '0.03';

/** Milliseconds without an event after which terraform is known to wait for what is held alone. */
const QUIET_MS = 300;

/**
 * What happens to the creation of one object: `failed` comes to exist and fails (a run command: tainted in the
 * state; a machine: outside the state, as azurerm knows no id yet), `refused` never comes to exist (a quota).
 */
export type Failure = 'failed' | 'refused';

export interface ApplyOptions {
  readonly failing?: Readonly<Record<string, Failure>>;
  /** Ends terraform while the objects at all of `at` are being created, and nothing else is under way. */
  readonly interrupt?: { readonly at: readonly string[]; readonly signal: 'SIGINT' | 'SIGKILL' };
  /** New name of a group -> its former name: both count as one. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Terraform's `-refresh`. @default true */
  readonly refresh?: boolean;
}

export interface Outcome {
  readonly ok: boolean;
  readonly errors: readonly string[];
  /** `create azurerm_x.y`, `delete azurerm_x.y`, `update azurerm_x.y`, in the order they were done. */
  readonly done: readonly string[];
}

/** One thing that happened to one object. */
export interface Entry {
  readonly kind: 'creating' | 'created' | 'failed' | 'updating' | 'updated' | 'deleting' | 'deleted';
  readonly address: string;
  /** Absent where terraform does not tell it: at the start and at the failure of a creation. */
  readonly id?: string;
}

/** One apply: what was declared, and what happened. */
export interface Run {
  readonly declared: ReadonlySet<string>;
  readonly renamed: Readonly<Record<string, string>>;
  readonly ok: boolean;
  readonly entries: readonly Entry[];
  /** Objects at the start of the apply whose address is another one since: id -> address. */
  readonly moved: ReadonlyMap<string, string>;
  /** Machines that an update in place stopped. */
  readonly restarted: ReadonlySet<string>;
}

/**
 * A cloud in a temporary folder: stacks are applied to it by the real terraform, rewritten by
 * `rewriteStack`; names are unique in it, creations fail on demand, and all that happens is kept.
 */
export class World {
  private readonly folder = mkdtempSync(join(tmpdir(), 'ordering-'));
  private readonly runs: Run[] = [];
  private readonly roles: Roles;
  private readonly terraform: Terraform;
  /** Objects whose creation did not succeed in an earlier apply. */
  private readonly givenUp = new Set<string>();
  private lastSecond = 0;

  public constructor(roles: Roles) {
    this.roles = roles;
    for (const name of ['objects', 'names', 'plans', 'finished', 'absent']) {
      mkdirSync(join(this.folder, name));
    }
    this.terraform = new Terraform(this.folder, {
      ORDERING_DIR: this.folder,
      ORDERING_SCRIPT: join(__dirname, 'create-object.sh'),
      ORDERING_DELAY: CREATION_SECONDS,
    });
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Objects in the state. */
  public stored(): StoredObject[] {
    return storedObjects(this.stateFile);
  }

  /** Applies a synthesized stack, and records what terraform does. */
  public async apply(stack: JsonObject, options: ApplyOptions = {}): Promise<Outcome> {
    await this.nextSecond();
    this.write(stack);
    this.plan(options);
    const before = this.stored();
    const entries: Entry[] = [];
    const done: string[] = [];
    const deleting = new Map<string, string[]>();
    let holding = 0;
    let quiet: NodeJS.Timeout | undefined;
    const result = await this.terraform.apply(options.refresh ?? true, (event, child) => {
      if (event.type === 'planned_change') {
        this.lastSecond = currentSecond();
      }
      for (const entry of entriesOf(event, deleting)) {
        entries.push(entry);
        if (entry.kind === 'created' || entry.kind === 'updated' || entry.kind === 'deleted') {
          done.push(
            `${{ created: 'create', updated: 'update', deleted: 'delete' }[entry.kind]} ${entry.address}`,
          );
        }
        if (entry.kind === 'deleted' && entry.id !== undefined) {
          this.free(entry.id);
        }
      }
      if (event.type === 'provision_progress' && /^holding:/.test(textAt(event.hook['output']))) {
        holding += 1;
      }
      if (options.interrupt !== undefined && holding === options.interrupt.at.length) {
        clearTimeout(quiet);
        quiet = setTimeout(() => {
          this.end(child, options.interrupt?.signal);
        }, QUIET_MS);
      }
    });
    clearTimeout(quiet);
    const { after, unfinished } = this.afterwards(before, result.code === null);
    this.runs.push({
      declared: new Set(addressesOf(stack)),
      renamed: options.renamed ?? {},
      ok: result.code === 0,
      entries: [...entries, ...untold(after, unfinished, entries, this.runs)],
      moved: movedObjects(before, after, entries),
      restarted: restartedMachines(before, after, entries),
    });
    return { ok: result.code === 0, errors: result.errors, done };
  }

  /** Applies, and fails the test where terraform does. */
  public async applied(stack: JsonObject, options: ApplyOptions = {}): Promise<Outcome> {
    const outcome = await this.apply(stack, options);
    if (!outcome.ok) {
      throw new Error(`terraform apply failed:\n${outcome.errors.join('\n')}`);
    }
    return outcome;
  }

  /** Changes that another plan of the stack would make; empty when there are none. */
  public async planned(stack: JsonObject): Promise<string[]> {
    this.write(stack);
    return this.terraform.plan();
  }

  /** What broke a promise, in the order it happened; empty when nothing did. */
  public violations(): string[] {
    return checkPromises(this.runs, this.links(), this.roles);
  }

  /** Removes the object at an address that exists outside the state: what an operator does by hand. */
  public removeOrphans(address: string): number {
    const known = new Set(this.stored().map(({ id }) => id));
    const orphans = this.list('names').filter((name) => {
      const id = this.read('names', name);
      return !known.has(id) && this.read('objects', id).startsWith(`${address}\n`);
    });
    for (const name of orphans) {
      rmSync(join(this.folder, 'names', name));
    }
    return orphans.length;
  }

  private get stateFile(): string {
    return join(this.folder, 'terraform.tfstate');
  }

  /** Ends terraform, but not while it writes its state: half a state file is another matter. */
  private end(terraform: ChildProcess, signal: NodeJS.Signals | undefined): void {
    try {
      this.stored();
      terraform.kill(signal);
    } catch {
      setTimeout(() => {
        this.end(terraform, signal);
      }, QUIET_MS);
    }
  }

  /** Names may carry the second of the plan: two applies never share one. */
  private async nextSecond(): Promise<void> {
    while (currentSecond() <= this.lastSecond) {
      await after(1000 - (Date.now() % 1000));
    }
  }

  private write(stack: JsonObject): void {
    writeFileSync(join(this.folder, 'main.tf.json'), JSON.stringify(rewriteStack(stack), null, 1));
  }

  private plan({ failing = {}, interrupt }: ApplyOptions): void {
    const folder = join(this.folder, 'plans');
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    for (const [address, failure] of Object.entries(failing)) {
      writeFileSync(join(folder, address), `${failure}\n`);
    }
    for (const address of interrupt?.at ?? []) {
      writeFileSync(join(folder, address), 'hold\n');
    }
  }

  /** Brings the state to what the real providers would have left. */
  private afterwards(
    before: readonly StoredObject[],
    killed: boolean,
  ): { after: StoredObject[]; unfinished: ReadonlySet<string> } {
    const finished = new Set([...this.list('finished'), ...this.givenUp]);
    const unfinished = new Set(this.list('objects').filter((id) => !finished.has(id)));
    const absent = new Set(this.list('absent'));
    const unstored = [...unfinished].filter((id) => {
      const [, , stored] = this.read('objects', id).split('\n');
      return absent.has(id) || stored === 'success' || (killed && stored === 'failure');
    });
    const current = killed ? [] : before.filter(({ deposed }) => !deposed).map(({ id }) => id);
    removeUnstored(this.stateFile, new Set(unstored), new Set(current));
    unfinished.forEach((id) => this.givenUp.add(id));
    return { after: this.stored(), unfinished };
  }

  private free(id: string): void {
    for (const name of this.list('names')) {
      if (this.read('names', name) === id) {
        rmSync(join(this.folder, 'names', name));
      }
    }
  }

  /** The ids that each object was built on. */
  private links(): Map<string, readonly string[]> {
    return new Map(
      this.list('objects').map((id) => {
        const [, links = ''] = this.read('objects', id).split('\n');
        return [id, links.split(' ').filter((link) => link !== '')];
      }),
    );
  }

  private list(kind: 'objects' | 'names' | 'finished' | 'absent'): string[] {
    return readdirSync(join(this.folder, kind));
  }

  private read(kind: 'objects' | 'names', name: string): string {
    const file = join(this.folder, kind, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '';
  }
}

function currentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

const START = { create: 'creating', update: 'updating', delete: 'deleting' } as const;
const END = { create: 'created', update: 'updated' } as const;

/**
 * What an event tells. The end of a deletion names no id, and of several deletions at one address that are
 * under way at once terraform tells one end only: it counts for all of them.
 */
function entriesOf(event: TerraformEvent, deleting: Map<string, string[]>): Entry[] {
  const action = event.hook['action'];
  if (action !== 'create' && action !== 'update' && action !== 'delete') {
    return [];
  }
  const address = originalAddress(textAt(objectAt(event.hook['resource'])['addr']));
  const value = event.hook['id_value'];
  const id = typeof value === 'string' ? { id: value } : {};
  switch (event.type) {
    case 'apply_start':
      if (action === 'delete' && typeof value === 'string') {
        deleting.set(address, [...(deleting.get(address) ?? []), value]);
      }
      return [{ kind: START[action], address, ...id }];
    case 'apply_complete': {
      if (action !== 'delete') {
        return [{ kind: END[action], address, ...id }];
      }
      const ended = deleting.get(address) ?? [];
      deleting.delete(address);
      return ended.map((one) => ({ kind: 'deleted', address, id: one }));
    }
    case 'apply_errored':
      return [{ kind: 'failed', address, ...id }];
    default:
      return [];
  }
}

/**
 * Objects that came to exist without an event, as terraform was killed before it could tell. One whose creation was still
 * under way is none of them, though terraform may have it in the state: nobody knows how it would have ended.
 */
function untold(
  after: readonly StoredObject[],
  unfinished: ReadonlySet<string>,
  entries: readonly Entry[],
  runs: readonly Run[],
): Entry[] {
  const told = new Set([...runs.flatMap((run) => run.entries), ...entries].map(({ id }) => id));
  return after
    .filter(({ id }) => !told.has(id) && !unfinished.has(id))
    .map(({ id, address }) => ({ kind: 'created', address, id }));
}

function movedObjects(
  before: readonly StoredObject[],
  after: readonly StoredObject[],
  entries: readonly Entry[],
): Map<string, string> {
  const now = new Map([...entries, ...after].map(({ id, address }) => [id, address]));
  return new Map(
    before.flatMap(({ id, address }) => {
      const to = now.get(id);
      return to === undefined || to === address ? [] : [[id, to] as const];
    }),
  );
}

/** Machines whose update in place changed an attribute that stops them. */
function restartedMachines(
  before: readonly StoredObject[],
  after: readonly StoredObject[],
  entries: readonly Entry[],
): Set<string> {
  const restarted = new Set<string>();
  for (const { kind, address, id } of entries) {
    const attributes = RESOURCE_TYPES[address.split('.')[0] ?? '']?.restarts;
    const old = before.find((object) => object.id === id);
    const now = after.find((object) => object.id === id);
    if (kind === 'updating' && id !== undefined && attributes !== undefined) {
      const changed = attributes.some(
        (attribute) => JSON.stringify(old?.input[attribute]) !== JSON.stringify(now?.input[attribute]),
      );
      if (changed) {
        restarted.add(id);
      }
    }
  }
  return restarted;
}
