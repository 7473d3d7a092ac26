import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyWithRequest } from '../../../runtime/pki/certificate-request';
import { FileAuthority } from '../../../runtime/pki/file-authority';
import { Issuer } from '../../../runtime/pki/issuer';
import type { KeyPair } from '../../../runtime/relay/messages';
import { DirectoryStore } from '../../../runtime/store/directory-store';

const made: string[] = [];

/** A fresh directory, which `removeDirectories` takes away. */
export async function freshDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'app-proxy-test-'));
  made.push(directory);
  return directory;
}

export async function removeDirectories(): Promise<void> {
  await Promise.all(made.splice(0).map((directory) => rm(directory, { recursive: true, force: true })));
}

/** An authority with its exchange store, as one relay instance has them. */
export interface TestDeployment {
  readonly deployment: string;
  readonly issuer: Issuer;
  readonly store: DirectoryStore;
  /** Directory of the authority's keys. */
  readonly ca: string;
  /** What its clock shows, milliseconds since 1970. */
  time: number;
}

export async function testDeployment(deployment = 'contoso'): Promise<TestDeployment> {
  const ca = await freshDirectory();
  const store = new DirectoryStore({ directory: await freshDirectory() });
  const now = (): number => result.time;
  const issuer = new Issuer({ source: new FileAuthority({ directory: ca, deployment, now }), store, now });
  const result: TestDeployment = { deployment, issuer, store, ca, time: Date.now() };
  await issuer.refresh();
  return result;
}

export const CONNECTOR = '0123456789abcdef';

/** A connector's certificate, with its key. */
export async function connectorOf(
  { issuer, deployment }: Pick<TestDeployment, 'issuer' | 'deployment'>,
  { group = 'hq', connector = CONNECTOR } = {},
): Promise<KeyPair> {
  const { key, request } = await makeKeyWithRequest();
  const certificate = await issuer.connectorCertificate(request, { deployment, group, connector });
  return { certificate: certificate.toString(), key };
}
