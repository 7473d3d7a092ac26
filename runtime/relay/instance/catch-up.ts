import type { InstanceNotice } from '../../documents/types.generated';
import { CATCH_UP_SECONDS } from './limits';

export interface CatchUpOptions {
  /** The other instances' notices. */
  readonly others: () => readonly InstanceNotice[];
  /** Connectors in service here, by group. */
  readonly own: () => Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly now: () => number;
  /** @default CATCH_UP_SECONDS */
  readonly seconds?: number;
}

/**
 * A new instance takes no users before it has the connectors that the others have: a load balancer would send it requests that it
 * could only refuse. Once it has caught up it stays so; where the others are not to be trusted, it does not wait for ever.
 */
export class CatchUp {
  private deadline: number | undefined;
  private done = false;

  constructor(private readonly options: CatchUpOptions) {}

  /** The instance takes tunnels from now on. */
  begin(): void {
    this.deadline ??= this.options.now() + (this.options.seconds ?? CATCH_UP_SECONDS) * 1000;
  }

  /** What is missing, in words; undefined where nothing is. */
  missing(): string | undefined {
    if (this.done) return undefined;
    if (this.deadline === undefined) return 'takes no tunnels yet';
    if (this.options.now() < this.deadline) {
      const own = this.options.own();
      for (const [group, count] of Object.entries(this.expected())) {
        const here = own[group] ?? 0;
        if (here < count) return `group ${group}: ${here} of ${count} connectors have come`;
      }
    }
    this.done = true;
    return undefined;
  }

  /** Of each group the most that any ready instance has. */
  private expected(): Record<string, number> {
    const most: Record<string, number> = {};
    for (const { state, groups } of this.options.others()) {
      if (state !== 'ready') continue;
      for (const [group, count] of Object.entries(groups ?? {}))
        most[group] = Math.max(most[group] ?? 0, count);
    }
    return most;
  }
}
