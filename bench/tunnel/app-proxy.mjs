// The runtime as the artifact runs it: one relay instance with one worker, one connector, started like `npm start` does.
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { family } from './processes.mjs';

const require = createRequire(import.meta.url);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export const PROGRAM = [here('../../dist/artifact/app-proxy-linux-x64')];
/** Backend connections of the connector, for thousands of WebSockets. */
const CONNECTIONS = 10_000;

/** What is not there and must be built or installed first. */
export function missingPrograms() {
  return PROGRAM.filter((file) => !existsSync(file));
}

/**
 * @param backendUrl where the one application leads
 * @param systems gets it at once: whoever is interrupted ends what is in there
 */
export async function startAppProxy(folder, backendUrl, { note = () => undefined, systems }) {
  const { loadDeclaration, formatFindings } = require('../../dist/declaration/index.js');
  const { LocalFolder } = require('../../dist/cli/local/local-folder.js');
  const { LocalTopology } = require('../../dist/cli/local/local-topology.js');
  const { localDeployment } = require('../../dist/cli/local/local-deployment.js');
  const file = join(folder, 'app-proxy.yaml');
  writeFileSync(file, declaration(backendUrl));
  const loaded = loadDeclaration(file);
  if (!loaded.ok) throw new Error(formatFindings(loaded.errors));
  const local = localDeployment(loaded.deployment, { connectors: 1 });
  const [[instance, relay]] = Object.entries(local.relay.instances);
  const deployment = { ...local, relay: { ...local.relay, instances: { [instance]: relay } } };
  const home = LocalFolder.create();
  const topology = new LocalTopology({
    deployment,
    folder: home,
    program: PROGRAM,
    workers: 1,
    progress: note,
  });
  const end = async () => {
    await topology.stop();
    home.remove();
  };
  systems.push({
    pids: () => topology.processes.flatMap(({ pid }) => (pid === undefined ? [] : family(pid))),
    remove: () => home.remove(),
  });
  try {
    await topology.start();
  } catch (error) {
    await end();
    throw error;
  }
  const [relayProcess, connectorProcess] = topology.processes;
  return {
    name: 'app-proxy',
    port: topology.relays[0].ports.users,
    connectorsPort: topology.relays[0].ports.connectors,
    host: deployment.groups.bench.applications.bench.host,
    deployment: deployment.name,
    group: 'bench',
    authority: home.authority,
    relayPids: () => family(relayProcess.pid),
    connectorPids: () => family(connectorProcess.pid),
    check: () => {
      for (const each of topology.processes) {
        if (each.pid === undefined)
          throw new Error(`${each.name} has ended:\n${each.lastLines().join('\n')}`);
      }
    },
    stop: end,
  };
}

function declaration(backendUrl) {
  return `version: 1
name: bench
domain: apps.example.com
targets: { local: {} }
groups:
  bench:
    connectors: 2
    limits: { connections: ${CONNECTIONS} }
    applications:
      bench: { url: '${backendUrl}' }
`;
}
