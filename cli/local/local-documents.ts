import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment } from '../../declaration/model';
import {
  type ConfigurationDocument,
  defaultGroupDocument,
  egressListDocument,
  groupDocument,
  relayDocument,
} from '../../documents/index';
import { deriveEgress } from '../../egress/index';
import { type LocalFolder, makeFolderOf } from './local-folder';

/** What relay instances read: the same documents that the other targets publish. */
export function localDocuments(
  deployment: Deployment,
  folder: LocalFolder,
): readonly ConfigurationDocument[] {
  return [
    relayDocument(deployment, 'local', { authorityDirectory: folder.authority }),
    defaultGroupDocument(deployment),
    ...Object.values(deployment.groups).flatMap((group) => [
      groupDocument(deployment, group, 'local'),
      egressListDocument(deriveEgress(deployment, group, 'local')),
    ]),
  ];
}

/** Writes the documents, each whole or not at all, and then takes away the configuration documents that are not among them. */
export function publish(documents: readonly ConfigurationDocument[], folder: LocalFolder): void {
  for (const { name, content } of documents) {
    const file = join(folder.store, name);
    if (!existsSync(file)) {
      makeFolderOf(file);
      writeFileSync(`${file}.new`, content, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    }
  }
  const names = new Set(documents.map(({ name }) => name));
  for (const name of publishedNames(folder)) {
    if (!names.has(name)) {
      rmSync(join(folder.store, name));
    }
  }
}

/** Names of the configuration documents that are in the store. */
export function publishedNames(folder: LocalFolder): readonly string[] {
  return readdirSync(folder.store, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /^(relay-|groups\/|egress\/|admission\/)[^/]*\.json$/.test(name));
}
