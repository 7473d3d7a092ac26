import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isObject, objectAt, textAt, type Json, type JsonObject } from './json';
import { originalAddress } from './rewrite-stack';

/** One object in a state file. */
export interface StoredObject {
  readonly address: string;
  readonly id: string;
  readonly deposed: boolean;
  readonly tainted: boolean;
  /** The attributes that change in place. */
  readonly input: JsonObject;
}

/** Every object that a state file holds, deposed ones too; none where there is no file. */
export function storedObjects(file: string): StoredObject[] {
  return instances(readState(file)).map(({ address, instance }) => ({
    address,
    id: instanceId(instance),
    deposed: 'deposed' in instance,
    tainted: instance['status'] === 'tainted',
    input: objectAt(objectAt(objectAt(instance['attributes'])['input'])['value']),
  }));
}

/**
 * Takes objects out of a state file that the real provider would not have put there: those whose creation
 * failed before the provider knew an id. An object of `restored` that was deposed for one of them becomes
 * the current one again, as terraform does when a creation leaves nothing.
 */
export function removeUnstored(
  file: string,
  unstored: ReadonlySet<string>,
  restored: ReadonlySet<string>,
): void {
  const state = readState(file);
  if (state === undefined || unstored.size === 0) {
    return;
  }
  const resources = listAt(state['resources']).map((resource) => {
    const all = listAt(resource['instances']);
    const kept = all.filter((instance) => !unstored.has(instanceId(instance)));
    const orphaned = kept.length < all.length && kept.every((instance) => 'deposed' in instance);
    return {
      ...resource,
      instances: kept.map((instance) =>
        orphaned && restored.has(instanceId(instance)) ? withoutDeposed(instance) : instance,
      ),
    };
  });
  writeFileSync(
    file,
    JSON.stringify({
      ...state,
      serial: Number(state['serial']) + 1,
      resources: resources.filter((resource) => resource.instances.length > 0),
    }),
  );
}

function withoutDeposed(instance: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(instance).filter(([key]) => key !== 'deposed'));
}

function readState(file: string): JsonObject | undefined {
  return existsSync(file) ? objectAt(JSON.parse(readFileSync(file, 'utf8')) as Json) : undefined;
}

function instances(state: JsonObject | undefined): { address: string; instance: JsonObject }[] {
  return listAt(state?.['resources']).flatMap((resource) =>
    listAt(resource['instances']).map((instance) => ({
      address: originalAddress(`terraform_data.${textAt(resource['name'])}`),
      instance,
    })),
  );
}

function instanceId(instance: JsonObject): string {
  return textAt(objectAt(instance['attributes'])['id']);
}

function listAt(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}
