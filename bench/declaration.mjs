import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Connectors of each group, and applications behind it. */
export const CONNECTORS = 3;
export const APPLICATIONS = 5;
/** Groups in one Terraform state. */
const GROUPS_PER_SHARD = 50;

/** Writes a declaration for Azure with so many groups, and returns its path. */
export function writeDeclaration(folder, groups) {
  const file = join(folder, `app-proxy-${groups}.yaml`);
  writeFileSync(file, declaration(groups));
  return file;
}

function declaration(groups) {
  const lines = [
    'version: 1',
    'name: bench',
    'domain: apps.example.com',
    'targets:',
    '  azure:',
    '    region: westeurope',
    '    tenantId: 00000000-0000-0000-0000-000000000001',
    '    subscriptionId: 00000000-0000-0000-0000-000000000002',
    `    shards: ${Math.ceil(groups / GROUPS_PER_SHARD)}`,
    'groups:',
  ];
  for (let group = 0; group < groups; group += 1) {
    const name = `site-${String(group).padStart(4, '0')}`;
    lines.push(
      `  ${name}:`,
      `    description: Site ${group}`,
      '    size: Standard_D4s_v5',
      `    connectors: ${CONNECTORS}`,
      '    applications:',
    );
    for (let application = 0; application < APPLICATIONS; application += 1) {
      lines.push(
        `      ${name}-app-${application}:`,
        `        url: http://10.${100 + Math.floor(group / 250)}.${group % 250}.${10 + application}:8080`,
        `        timeout: ${application % 2 === 0 ? 'long' : 'default'}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
