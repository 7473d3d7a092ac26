import type { Entry, Run } from './world';

/** What an object is to the promises. */
export interface Role {
  /**
   * `association`: ties something to what a machine is built on. `attachment`: hangs on the machine itself, such as an
   * extension. `publication`: what sends out the documents of all groups at once, and is replaced in place.
   */
  readonly role: 'machine' | 'gate' | 'association' | 'attachment' | 'document' | 'publication';
  /** Group of connectors, or another set of machines that stand in for each other. Empty for what belongs to none. */
  readonly group: string;
}

/** Role of the object at an address; `undefined` for one that the promises do not speak of. */
export type Roles = (address: string) => Role | undefined;

/** A group is never below this many machines in service because of an apply, if it had as many. */
const PROMISED = 2;

/**
 * Goes through all that happened, apply by apply, and reports what broke a promise:
 *
 * - a group had fewer than two machines in service (or fewer than at the start of the apply, or than declared);
 * - a machine, or what hangs on it, was destroyed before its successor had passed its gate, or was stopped;
 * - an association went away from a living machine, or a machine came to exist before its association;
 * - a document went before its successor existed, or its new version came before the gates of its group;
 * - at the end of an apply without errors a declared machine has no gate, or its gate has not succeeded.
 *
 * A machine is in service from the success of a gate that was built on it to the start of its destruction.
 */
export function checkPromises(
  runs: readonly Run[],
  links: ReadonlyMap<string, readonly string[]>,
  roles: Roles,
): string[] {
  const check = new Check(links, roles);
  runs.forEach((run, index) => {
    check.run(run, `apply ${index + 1}`);
  });
  return check.violations;
}

interface Living {
  address: string;
  readonly order: number;
  /** Its deletion has begun, or an update stopped it. */
  stopped: boolean;
}

class Check {
  public readonly violations: string[] = [];
  private readonly links: ReadonlyMap<string, readonly string[]>;
  private readonly roles: Roles;
  private readonly living = new Map<string, Living>();
  /** Machines on which a gate succeeded. */
  private readonly gated = new Set<string>();
  private order = 0;
  private label = '';

  public constructor(links: ReadonlyMap<string, readonly string[]>, roles: Roles) {
    this.links = links;
    this.roles = roles;
  }

  public run(run: Run, label: string): void {
    this.label = label;
    this.rename(run);
    const groups = this.required(run);
    const fewest = new Map(groups);
    for (const entry of run.entries) {
      this.entry(entry, run);
      for (const [group, required] of groups) {
        const count = this.inService(run, group);
        if (count < (fewest.get(group) ?? 0)) {
          fewest.set(group, count);
          this.report(
            `group ${group} has ${count} of ${required} machines in service after ${entry.kind} ${entry.address}`,
          );
        }
      }
    }
    if (run.ok) {
      this.atTheEnd(run);
    }
  }

  private entry(entry: Entry, run: Run): void {
    const role = this.roles(entry.address)?.role;
    const { id } = entry;
    if (entry.kind === 'creating' && (role === 'document' || role === 'publication')) {
      this.documentAfterGates(entry, run);
    }
    if (id === undefined) {
      return;
    }
    if (entry.kind === 'created') {
      this.order += 1;
      this.living.set(id, { address: entry.address, order: this.order, stopped: false });
      if (role === 'association') {
        this.associationIsInTime(id, entry);
      }
      if (role === 'gate') {
        for (const machine of this.links.get(id) ?? []) {
          this.gated.add(machine);
        }
      }
    }
    if (entry.kind === 'updating' && run.restarted.has(id)) {
      this.stop(id);
      this.report(`machine ${entry.address} is stopped by an update in place`);
    }
    if (entry.kind === 'deleting') {
      if (role === 'machine') {
        this.successorIsInService(id, entry, run);
      } else if (role === 'attachment') {
        for (const machine of this.links.get(id) ?? []) {
          this.successorIsInService(machine, entry, run);
        }
      } else if (role === 'document') {
        this.successorExists(id, entry, run);
      } else if (role === 'association') {
        this.machinesOfAssociationAreGone(id, entry);
      }
      this.stop(id);
    }
    if (entry.kind === 'deleted') {
      this.living.delete(id);
    }
  }

  /** A `moved` block gives objects a new address without an event. */
  private rename(run: Run): void {
    for (const [id, address] of run.moved) {
      const object = this.living.get(id);
      if (object !== undefined) {
        object.address = address;
      }
    }
  }

  private required(run: Run): Map<string, number> {
    const declared = new Map<string, number>();
    for (const address of run.declared) {
      const role = this.roles(address);
      if (role?.role === 'machine') {
        const group = run.renamed[role.group] ?? role.group;
        declared.set(group, (declared.get(group) ?? 0) + 1);
      }
    }
    return new Map(
      [...declared].map(([group, machines]) => [
        group,
        Math.min(PROMISED, machines, this.inService(run, group)),
      ]),
    );
  }

  private inService(run: Run, group: string): number {
    return [...this.living].filter(([id, { address }]) => {
      const role = this.roles(address);
      return role?.role === 'machine' && this.serves(id) && (run.renamed[role.group] ?? role.group) === group;
    }).length;
  }

  private serves(machine: string | undefined): boolean {
    return machine !== undefined && this.gated.has(machine) && this.living.get(machine)?.stopped === false;
  }

  private stop(id: string): void {
    const object = this.living.get(id);
    if (object !== undefined) {
      object.stopped = true;
    }
  }

  private associationIsInTime(id: string, entry: Entry): void {
    for (const machine of this.machinesOf(id)) {
      this.report(`association ${entry.address} comes after its machine ${machine}`);
    }
  }

  private machinesOfAssociationAreGone(id: string, entry: Entry): void {
    for (const machine of this.machinesOf(id)) {
      this.report(`association ${entry.address} goes from the living machine ${machine}`);
    }
  }

  /** Living machines that were built on what an association was built on. */
  private machinesOf(association: string): string[] {
    const interfaces = new Set(this.links.get(association));
    return [...this.living]
      .filter(([, { address }]) => this.roles(address)?.role === 'machine')
      .filter(([id]) => (this.links.get(id) ?? []).some((link) => interfaces.has(link)))
      .map(([, { address }]) => address);
  }

  /** A machine, or what hangs on it, goes: its successor must serve, if there is to be one. */
  private successorIsInService(machine: string, entry: Entry, run: Run): void {
    const address = this.living.get(machine)?.address ?? '';
    const next = this.newest(address);
    if (
      run.declared.has(address) &&
      this.roles(address)?.role === 'machine' &&
      (next === machine || !this.serves(next))
    ) {
      const what =
        address === entry.address ? `machine ${address}` : `${entry.address} of machine ${address}`;
      this.report(`${what} goes before its successor has passed its gate`);
    }
  }

  private successorExists(id: string, entry: Entry, run: Run): void {
    const next = this.newest(entry.address);
    if (run.declared.has(entry.address) && (next === undefined || next === id)) {
      this.report(`document ${entry.address} goes before its successor exists`);
    }
  }

  private documentAfterGates(entry: Entry, run: Run): void {
    const document = this.roles(entry.address);
    for (const address of run.declared) {
      const role = this.roles(address);
      const concerned = document?.role === 'publication' || role?.group === document?.group;
      if (role?.role === 'machine' && concerned && !this.serves(this.newest(address))) {
        this.report(`${document?.role ?? ''} ${entry.address} comes before ${address} has passed its gate`);
      }
    }
  }

  private atTheEnd(run: Run): void {
    for (const address of run.declared) {
      if (this.roles(address)?.role !== 'machine') {
        continue;
      }
      if (!this.serves(this.newest(address))) {
        this.report(`machine ${address} has no gate that succeeded`);
      }
    }
  }

  /** Id of the youngest living object at an address. */
  private newest(address: string): string | undefined {
    return [...this.living]
      .filter(([, object]) => object.address === address)
      .sort(([, a], [, b]) => b.order - a.order)[0]?.[0];
  }

  private report(text: string): void {
    this.violations.push(`${this.label}: ${text}`);
  }
}
