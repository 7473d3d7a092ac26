import { Token } from 'cdktf';
import { formatFinding, type Finding } from '../../declaration/finding';
import { resolveDeclaration } from '../../declaration/load';
import type { Deployment } from '../../declaration/model';
import type { Declaration } from '../../declaration/types.generated';
import type { ConnectorGroupProps } from './connector-group-props';
import { literalLocation } from './resource-reference';

/** Props of which everything must be literal text: it goes into documents whose names follow from their content. */
const LITERAL_PROPS = [
  'deployment',
  'location',
  'zones',
  'dnsServers',
  'description',
  'load',
  'size',
  'connectors',
  'fewerThanTwo',
  'capacity',
  'egress',
  'proxy',
  'enrolment',
  'limits',
  'update',
  'applications',
  'rolloutSalt',
] as const satisfies readonly (keyof ConnectorGroupProps)[];

/** What the paths of findings are called among the props. */
const PROP_OF_PATH: readonly (readonly [RegExp, string])[] = [
  [/^groups\.[^.]+\.placement\./, ''],
  [/^groups\.[^.]+\./, ''],
  [/^groups\.[^.]+$/, 'group'],
  [/^(name|domain)$/, 'deployment.$1'],
  [/^relay\.endpointCidrs/, 'deployment.relayCidrs'],
  [/^targets\.azure\.existing\.(\w+)/, 'deployment.$1Id'],
  [/^targets\.azure\.regions\.[^.]+\.publicIpPrefix/, 'deployment.publicIpPrefixId'],
  [/^targets\.azure\.regions\.[^.]+\./, ''],
  [/^targets\.azure\.(environment|region|tenantId|subscriptionId)/, 'deployment.$1'],
  [/^targets\.azure\./, ''],
];

export type ResolvedProps =
  | { readonly deployment: Deployment; readonly warnings: readonly string[] }
  | { readonly problems: readonly string[] };

/** The deployment of one group that the props describe, by the rules of a declaration, or all that is wrong with them. */
export function resolveConnectorGroup(name: string, props: ConnectorGroupProps): ResolvedProps {
  const unknown = LITERAL_PROPS.flatMap((prop) => unresolvedPaths(props[prop], prop)).map(
    (path) =>
      `${path} is known only while Terraform runs, allowed: literal text, as it stands in a document whose name follows from it`,
  );
  if (unknown.length > 0) return { problems: unknown };
  const { artifact } = props;
  const result = resolveDeclaration(declarationOf(name, props), {
    baseDirectory: process.cwd(),
    makeProgram: artifact === undefined,
  });
  if (!result.ok) return { problems: result.errors.map(problem) };
  const { deployment, warnings } = result;
  return {
    deployment:
      artifact === undefined
        ? deployment
        : {
            ...deployment,
            runtime: { ...deployment.runtime, version: artifact.version, sha256: artifact.sha256 },
          },
    warnings: warnings.map(problem),
  };
}

function declarationOf(name: string, props: ConnectorGroupProps): Declaration {
  const { deployment, dnsServers, egress, zones } = props;
  const region = props.location ?? literalLocation(props.resourceGroup) ?? deployment.region;
  const homePrefix = given({ publicIpPrefix: deployment.publicIpPrefixId });
  return {
    version: 1,
    name: deployment.name,
    domain: deployment.domain,
    ...given({ rolloutSalt: props.rolloutSalt }),
    ...(deployment.relayCidrs && { relay: { endpointCidrs: [...deployment.relayCidrs] } }),
    targets: {
      azure: {
        ...given({
          environment: deployment.environment,
          image: props.image,
          administrator: props.administrator,
        }),
        region: deployment.region,
        tenantId: deployment.tenantId,
        subscriptionId: deployment.subscriptionId,
        regions: {
          [deployment.region]: homePrefix,
          [region]: {
            ...(region === deployment.region ? homePrefix : {}),
            egress: 'existing',
            ...(dnsServers && dnsServers.length > 0 ? { dnsServers: [...dnsServers] } : {}),
          },
        },
        existing: given({
          resourceGroup: deployment.resourceGroupId,
          storageAccount: deployment.storageAccountId,
          keyVault: deployment.keyVaultId,
        }),
      },
    },
    groups: {
      [name]: {
        ...given({
          description: props.description,
          load: props.load,
          size: props.size,
          connectors: props.connectors,
          fewerThanTwo: props.fewerThanTwo,
          capacity: props.capacity,
          proxy: props.proxy,
          enrolment: props.enrolment,
          limits: props.limits,
          update: props.update,
          applications: props.applications,
          egress,
        }),
        placement: { region, ...(zones && { zones: [...zones] }) },
      },
    },
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What is not `undefined`. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

function problem(finding: Finding): string {
  const [pattern, prop] = PROP_OF_PATH.find(([pattern]) => pattern.test(finding.path)) ?? [/^/, ''];
  return formatFinding({ ...finding, severity: 'error', path: finding.path.replace(pattern, prop) });
}

/** Paths of the values that are known only while Terraform runs. */
function unresolvedPaths(value: unknown, path: string): string[] {
  if (Token.isUnresolved(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => [
    ...(Token.isUnresolved(key) ? [`a key of ${path}`] : []),
    ...unresolvedPaths(entry, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  ]);
}
