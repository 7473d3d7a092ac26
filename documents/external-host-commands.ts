import type { Deployment, Group } from '../declaration/model';

/** File that the token of a group is written to and copied as; it also holds the trust bundle's fingerprint. */
export function tokenFile(group: string): string {
  return `${group}.token`;
}

/**
 * What to run for the hosts of an external group, as lines of a shell script: comments say where. The token
 * travels by file, never on a command line.
 *
 * @throws Error where the group is not external.
 */
export function externalHostCommands(deployment: Deployment, group: Group): readonly string[] {
  if (group.placement !== 'external') {
    throw new Error(
      `groups.${group.name} has machines of its own; only a group with placement 'external' is installed by hand`,
    );
  }
  const file = tokenFile(group.name);
  const { connectors } = group.plan;
  return [
    '# on a relay instance, once: a token for this group, valid for a day',
    `app-proxy token create --deployment ${deployment.name} --group ${group.name} --expires 24h --out ${file}`,
    `# copy ${file} to each of the ${connectors} ${connectors === 1 ? 'host' : 'hosts'} by a file copy that you trust; then on each`,
    [
      'app-proxy connector install',
      `--deployment ${deployment.name}`,
      `--group ${group.name}`,
      `--relay ${deployment.domain}`,
      ...(group.proxy === undefined ? [] : [`--proxy ${shellWord(group.proxy.url)}`]),
      ...proxyCredentials(group),
      `--token-file ${file}`,
    ].join(' '),
    'app-proxy wait-in-service --timeout 5m',
    '# on each host that is taken out of the group',
    'app-proxy connector uninstall',
  ];
}

function proxyCredentials({ proxy }: Group): readonly string[] {
  return proxy?.credentials !== undefined && 'file' in proxy.credentials
    ? [`--proxy-credentials-file ${shellWord(proxy.credentials.file)}`]
    : [];
}

/** The text as one word of a POSIX shell. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
