import type { Route } from '../../messages';
import type { Session } from './session';

export type PreAuthentication = Exclude<Route['settings']['preAuthentication'], 'passthrough'>;

/**
 * - `yes`, `no`: by the rule.
 * - `ask`: the session was made before the rule named a claim; a new sign-in tells.
 * - `groups-unknown`: the provider left the groups out because they were too many.
 */
export type Verdict = 'yes' | 'no' | 'ask' | 'groups-unknown';

/** Who may enter: in any of the groups, where some are named, and every claim as it is named. A claim that is a list holds the value. */
export class AllowRule {
  private readonly groups: ReadonlySet<string>;
  private readonly claims: readonly (readonly [string, string])[];

  constructor({ allow }: PreAuthentication) {
    this.groups = new Set(allow.groups);
    this.claims = Object.entries(allow.claims);
  }

  judge(session: Session): Verdict {
    for (const [name, value] of this.claims) {
      const own = Object.hasOwn(session.c, name) ? session.c[name] : undefined;
      if (own === undefined) return 'ask';
      if (own === null || !own.includes(value)) return 'no';
    }
    if (this.groups.size === 0) return 'yes';
    if (session.o === true) return 'groups-unknown';
    return session.g?.some((group) => this.groups.has(group)) === true ? 'yes' : 'no';
  }

  /** Of the groups those that the rule names. */
  named(groups: readonly string[]): readonly string[] {
    return groups.filter((group) => this.groups.has(group));
  }
}
