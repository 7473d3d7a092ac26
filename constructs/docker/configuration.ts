import type { Volume } from '@cdktf/provider-docker/lib/volume';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { gzipSync } from 'node:zlib';
import type { ConfigurationDocument } from '../../documents';
import { PropCheck } from '../shared/prop-check';
import { literal } from '../shared/literal';
import { byPath, publish } from './publish';
import type { RuntimeImage } from './runtime-image';
import { TerraformData } from './terraform-data';

/**
 * Most bytes of all documents, compressed and in base64. They travel in one environment variable, and Linux
 * refuses one of more than 128 KiB; the rest is room for another compressor's result.
 */
export const DOCUMENTS_LIMIT = 120_000;

/** Seconds that the relay instances have to report the configuration before the apply fails. */
const PUBLISH_SECONDS = 60;

export interface ConfigurationProps {
  /** Without a secret: the plan shows them. */
  readonly documents: readonly ConfigurationDocument[];
  readonly image: RuntimeImage;
  /** Volume that the relay instances read. */
  readonly volume: Volume;
  /** Address of the engine, as `terraform` reaches it. */
  readonly engine: string;
  /** Relay instances that must report the configuration. */
  readonly relayInstances: number;
  /** Gates of every machine: no application may point at a connector that is not in service. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Publishes all documents at once after every machine is in service. The documents themselves are what
 * triggers it, so the plan shows the lines that change, and no machine depends on it.
 */
export class Configuration extends Construct {
  public readonly publication: TerraformData;

  /** @throws InvalidPropsError where the documents are too large for one publication */
  constructor(scope: Construct, id: string, props: ConfigurationProps) {
    super(scope, id);
    const documents = byPath(props.documents);
    const bytes = Math.ceil(gzipSync(Object.values(documents).join('')).length / 3) * 4;
    new PropCheck(this)
      .that(
        bytes <= DOCUMENTS_LIMIT,
        `documents take ${bytes} bytes compressed, allowed: at most ${DOCUMENTS_LIMIT}: split the deployment in two`,
      )
      .done();
    this.publication = new TerraformData(this, 'documents', {
      triggersReplace: literal(documents),
      dependsOn: [...props.after],
      provisioners: [
        publish(props, 'triggers_replace', `--relays ${props.relayInstances} --timeout ${PUBLISH_SECONDS}s`),
      ],
    });
  }
}
