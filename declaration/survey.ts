import { parseEndpoint, type Endpoint, type UnusableUrl } from './backend-url';
import { DEFAULTS } from './defaults.generated';
import { hostName } from './host-name';
import { builtInProfiles, planConnectors, zonesOfRegion } from '../capacity';
import type { Path } from './finding';
import type { PathSet } from './path-set';
import type { EgressMode } from './model';
import type {
  Application,
  AzurePlacement,
  AzureTarget,
  CapacityProfile as DeclaredProfile,
  Declaration,
  Group,
} from './types.generated';
import type { CapacityImpossible, CapacityPlan, CapacityProfile } from '../capacity/model';

/** Region of a deployment that has no target azure. */
export const NO_REGION = 'local';

/** Connections of one connector above which its limits count as raised. */
export const ORDINARY_CONNECTIONS: number = DEFAULTS.group.limits.connections;

/** An application with what it inherits. */
export interface SurveyedApplication {
  readonly name: string;
  readonly group: SurveyedGroup;
  readonly path: Path;
  readonly declared: Application;
  /** Undefined where the declared name is no host name. */
  readonly host: string | undefined;
  /** Path prefix without a trailing slash, but for `/`. */
  readonly prefix: string;
  readonly backend: Endpoint | UnusableUrl;
}

/** A group with what it inherits. */
export interface SurveyedGroup {
  readonly name: string;
  readonly path: Path;
  readonly declared: Group;
  readonly external: boolean;
  /** Whether the kit makes Azure machines for it. */
  readonly onAzure: boolean;
  readonly region: string;
  /** Zones that its connectors may be in. */
  readonly zones: readonly string[];
  readonly mode: EgressMode;
  readonly profile: string;
  readonly subnet: AzurePlacement['subnet'];
  readonly applications: readonly SurveyedApplication[];
  /** Where it runs and how its egress is filtered could be read. */
  readonly placed: boolean;
  /** Nothing in it, but perhaps in an application, was too wrong to be read. */
  readonly whole: boolean;
}

/** A declaration that is valid by the schema, as the rules and the resolver look at it. */
export class Survey {
  /** Undefined where it could not be read. */
  public readonly domain: string | undefined;
  /** Undefined where there is none, or it could not be read. */
  public readonly azure: AzureTarget | undefined;
  /** Sorted by name. */
  public readonly groups: readonly SurveyedGroup[];
  /** Applications that could be read whole, of all groups. */
  public readonly applications: readonly SurveyedApplication[];
  private readonly plans = new Map<string, CapacityPlan | CapacityImpossible | undefined>();

  public constructor(
    public readonly declaration: Declaration,
    private readonly gaps: PathSet,
  ) {
    this.domain = this.isWhole(['domain']) ? hostName(declaration.domain) : undefined;
    this.azure = declaration.targets.azure;
    this.groups = Object.keys(declaration.groups ?? {})
      .sort()
      .map((name) => this.group(name, (declaration.groups ?? {})[name] as Group));
    this.applications = this.groups.flatMap(({ applications }) => applications);
  }

  /** Whether the value, or that there is none, could be read; parts of it may not. */
  public isKnown(path: Path): boolean {
    return !this.gaps.covers(path);
  }

  /** Whether nothing at, above or below the path was too wrong to be read. */
  public isWhole(path: Path): boolean {
    return !this.gaps.touches(path);
  }

  /** Names that a capacity profile may be given by, sorted. */
  public get profileNames(): readonly string[] {
    const own = Object.keys(this.declaration.capacity?.profiles ?? {});
    return [...new Set([...Object.keys(builtInProfiles), ...own])].sort();
  }

  public profile(name: string): CapacityProfile | undefined {
    if (Object.hasOwn(builtInProfiles, name)) {
      return builtInProfiles[name];
    }
    const own = this.declaration.capacity?.profiles ?? {};
    const declared = Object.hasOwn(own, name) ? own[name] : undefined;
    return declared === undefined ? undefined : completeProfile(declared);
  }

  /** Size and count of a group; undefined where the declaration does not say enough for one. */
  public planOf(group: SurveyedGroup): CapacityPlan | CapacityImpossible | undefined {
    if (!this.plans.has(group.name)) {
      this.plans.set(group.name, this.plan(group));
    }
    return this.plans.get(group.name);
  }

  private plan({
    declared,
    profile: profileName,
    zones,
  }: SurveyedGroup): CapacityPlan | CapacityImpossible | undefined {
    const profile = this.profile(profileName);
    const { load, size, connectors } = declared;
    if (profile === undefined || (load === undefined && connectors === undefined)) {
      return undefined;
    }
    const own = this.declaration.capacity;
    const settings = { ...DEFAULTS.declaration.capacity, ...own, ...declared.capacity };
    return planConnectors({
      profileName,
      profile,
      headroomPercent: settings.headroomPercent,
      survive: settings.survive,
      redundantMaintenance: settings.redundantMaintenance,
      raisedLimits: (declared.limits?.connections ?? ORDINARY_CONNECTIONS) > ORDINARY_CONNECTIONS,
      series: settings.series,
      prices: own?.prices ?? {},
      zones,
      minimumConnectors: declared.fewerThanTwo === undefined ? 2 : 1,
      ...(load === undefined ? {} : { demand: load }),
      ...(connectors === undefined
        ? {}
        : { explicit: size === undefined ? { connectors } : { size, connectors } }),
    });
  }

  private group(name: string, declared: Group): SurveyedGroup {
    const path: Path = ['groups', name];
    const external = declared.placement === 'external';
    const placement: AzurePlacement =
      declared.placement === undefined || declared.placement === 'external' ? {} : declared.placement;
    const region = placement.region ?? this.azure?.region ?? NO_REGION;
    const onAzure = !external && this.azure !== undefined;
    const applications: SurveyedApplication[] = [];
    const group: SurveyedGroup = {
      name,
      path,
      declared,
      external,
      onAzure,
      region,
      zones: onAzure ? (placement.zones ?? zonesOfRegion(region)) : [],
      mode: declared.egress?.mode ?? this.azure?.regions?.[region]?.egress ?? DEFAULTS.azureRegion.egress,
      profile:
        declared.capacity?.profile ??
        this.declaration.capacity?.profile ??
        DEFAULTS.declaration.capacity.profile,
      subnet: placement.subnet,
      applications,
      placed: [
        ['targets', 'azure', 'regions', region, 'egress'],
        [...path, 'placement', 'region'],
        [...path, 'egress', 'mode'],
      ].every((one) => this.isKnown(one)),
      whole: this.isKnown(['targets', 'azure']) && !this.gaps.touchesBut(path, 'applications'),
    };
    for (const application of Object.keys(declared.applications ?? {}).sort()) {
      const at = [...path, 'applications', application];
      if (this.isWhole(at)) {
        applications.push(this.application(application, group, at));
      }
    }
    return group;
  }

  private application(name: string, group: SurveyedGroup, path: Path): SurveyedApplication {
    const declared = (group.declared.applications ?? {})[name] as Application;
    const prefix = (declared.path ?? DEFAULTS.application.path).replace(/\/+$/, '');
    return {
      name,
      group,
      path,
      declared,
      host:
        declared.host !== undefined
          ? hostName(declared.host)
          : this.domain === undefined
            ? undefined
            : `${name}.${this.domain}`,
      prefix: prefix === '' ? '/' : prefix,
      backend: parseEndpoint(declared.url),
    };
  }
}

/** A profile of the user's own with its defaults. */
export function completeProfile(declared: DeclaredProfile): CapacityProfile {
  return { ...declared, rows: declared.rows.map((row) => ({ ...DEFAULTS.capacityRow, ...row })) };
}
