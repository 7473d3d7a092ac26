/** A value of a YAML file that knows where it stands. Offsets count UTF-16 code units from 0. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly at: number;
  readonly value: string | number | boolean | null;
  /** As it is written, for a value that is not text. */
  readonly source: string;
  /** Values in it, itself among them. */
  readonly size: number;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly at: number;
  readonly entries: Map<string, YamlEntry>;
  readonly value: Record<string, unknown>;
  size: number;
}

export interface YamlEntry {
  readonly keyAt: number;
  readonly node: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly at: number;
  readonly items: YamlNode[];
  readonly value: unknown[];
  size: number;
}
