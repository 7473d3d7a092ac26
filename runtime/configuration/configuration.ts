import { configurationDigest, type ConfigurationKind } from '../documents/names';
import type { AdmissionDocument, GroupDocument, RelayDocument } from '../documents/types.generated';

/** A document that counts. */
export interface InForce<T> {
  readonly document: T;
  /** `groups/hq-0123456789ab.json` */
  readonly name: string;
  /** Digest of the content: the one in the name. */
  readonly digest: string;
  /** When it was written, by the store's clock, milliseconds since 1970. */
  readonly modified: number;
}

/** All that a relay instance works by: the newest valid document of each kind and group. */
export interface Configuration {
  /** Missing until the first one was read. */
  readonly relay?: InForce<RelayDocument>;
  /** By group. */
  readonly groups: ReadonlyMap<string, InForce<GroupDocument>>;
  /** By group. */
  readonly admissions: ReadonlyMap<string, InForce<AdmissionDocument>>;
  /** `configurationDigest` of the documents that count. */
  readonly digest: string;
  /** Connector ids whose certificates count no more. */
  readonly revoked: ReadonlySet<string>;
}

/** A document that is newer than the one that counts, and does not. */
export interface InvalidDocument {
  readonly name: string;
  /** What is wrong, a line each. */
  readonly problems: readonly string[];
  /** When this was found, milliseconds since 1970. */
  readonly since: number;
}

/** A store that could not be read. */
export interface Unavailable {
  /** Its directory or address. */
  readonly place: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** How the configuration is doing, for status, log and metric. */
export interface ConfigurationStatus {
  /** `configurationDigest` of what counts. */
  readonly digest: string;
  /** When both stores were last read whole, milliseconds since 1970; missing until then. */
  readonly read?: number;
  /** True while what counts comes from the state directory alone. */
  readonly fromState: boolean;
  readonly invalid: readonly InvalidDocument[];
  readonly unavailable: readonly Unavailable[];
  /** Why the last good configuration could not be kept in the state directory. */
  readonly notKept?: string;
  /** There is no relay document in the store: what counts stays as it is, or the instance waits for the first one. */
  readonly relayMissing: boolean;
}

/** The configuration that documents make, given by kind and group: `relay `, `group hq`. */
export function configurationOf(
  inForce: ReadonlyMap<string, InForce<object>>,
  revoked: ReadonlySet<string>,
): Configuration {
  const relay = inForce.get('relay ') as Configuration['relay'];
  return {
    ...(relay !== undefined && { relay }),
    groups: ofKind(inForce, 'group') as Configuration['groups'],
    admissions: ofKind(inForce, 'admission') as Configuration['admissions'],
    digest: configurationDigest([...inForce.values()].map(({ name }) => name)),
    revoked,
  };
}

function ofKind(
  inForce: ReadonlyMap<string, InForce<object>>,
  kind: ConfigurationKind,
): ReadonlyMap<string, InForce<object>> {
  const names = [...inForce.keys()].filter((of) => of.startsWith(`${kind} `)).sort();
  return new Map(
    names.flatMap((of) => {
      const document = inForce.get(of);
      return document === undefined ? [] : [[of.slice(kind.length + 1), document]];
    }),
  );
}
