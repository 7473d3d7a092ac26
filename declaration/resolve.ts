import { compact, sortedMap } from './maps';
import { DEFAULTS } from './defaults.generated';
import { isImpossible } from '../capacity';
import { resolveApplication } from './resolve-application';
import { resolveAzure } from './resolve-azure';
import { resolveGroup } from './resolve-group';
import { resolveRelay } from './resolve-relay';
import type { Path } from './finding';
import type { Deployment, Group, Runtime, Targets } from './model';
import { completeProfile, type Survey, type SurveyedGroup } from './survey';

/** Where things were declared. */
export interface Origins {
  /** Directory that relative paths start from. */
  readonly directoryOf: (path: Path) => string;
  readonly sourceOf: (path: Path) => Group['source'];
}

/** The deployment that a declaration without errors describes, frozen. */
export function resolveDeployment(survey: Survey, runtime: Runtime, origins: Origins): Deployment {
  const { declaration, domain } = survey;
  if (domain === undefined) {
    throw new Error('a domain that the rules refuse reached the resolver');
  }
  const relay = resolveRelay(survey);
  const shards = survey.azure?.shards ?? DEFAULTS.azureTarget.shards;
  const groups = survey.groups.map((group): [string, Group] => {
    const directory = origins.directoryOf(group.path);
    const applications = group.applications.map(
      (application) =>
        [application.name, resolveApplication(application, relay.timeouts, directory)] as const,
    );
    return [
      group.name,
      resolveGroup(
        group,
        planOf(survey, group),
        shards,
        Object.fromEntries(applications),
        origins.sourceOf(group.path),
      ),
    ];
  });
  return freeze({
    name: declaration.name,
    domain,
    rolloutSalt: declaration.rolloutSalt ?? DEFAULTS.declaration.rolloutSalt,
    targets: resolveTargets(survey),
    relay,
    runtime,
    groups: Object.fromEntries(groups),
    capacity: {
      profiles: sortedMap(declaration.capacity?.profiles, completeProfile),
      prices: sortedMap(declaration.capacity?.prices, (price) => price),
      series: declaration.capacity?.series ?? DEFAULTS.declaration.capacity.series,
    },
  });
}

function resolveTargets({ declaration: { targets } }: Survey): Targets {
  return compact({
    azure: targets.azure === undefined ? undefined : resolveAzure(targets.azure),
    docker: targets.docker === undefined ? undefined : { ...DEFAULTS.dockerTarget, ...targets.docker },
    local: targets.local,
  });
}

function planOf(survey: Survey, group: SurveyedGroup): Group['plan'] {
  const plan = survey.planOf(group);
  if (plan === undefined || isImpossible(plan)) {
    throw new Error('a group that cannot be planned reached the resolver');
  }
  return plan;
}

/** Freezes a value and all in it. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) {
      freeze(item);
    }
  }
  return value;
}
