import type { Volume } from '@cdktf/provider-docker/lib/volume';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { gzipSync } from 'node:zlib';
import type { ConfigurationDocument } from '../../documents';
import { PropCheck } from '../shared/prop-check';
import { PUBLISH_SCRIPT } from './engine-script';
import { literal } from '../shared/literal';
import { localExec } from './local-exec';
import { MOUNTS, PROGRAM, RUNTIME_USER } from './paths';
import type { RuntimeImage } from './runtime-image';
import { TerraformData } from './terraform-data';

/**
 * Most bytes of all documents, compressed and in base64. They travel in one environment variable, and Linux
 * refuses one of more than 128 KiB; the rest is room for another compressor's result.
 */
export const DOCUMENTS_LIMIT = 120_000;

/** Seconds that the relay instances have to report the configuration before the apply fails. */
const PUBLISH_SECONDS = 60;

/**
 * One line a document, `path text`, with the line ends of the text as carriage returns, which JSON text never
 * holds. Compressed by Terraform, so that no plan shows it.
 */
const PAYLOAD =
  '${base64gzip(join("\\n", [for path, text in self.triggers_replace : "${path} ${replace(text, "\\n", "\\r")}"]))}';

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
    const documents = Object.fromEntries(
      props.documents.map(({ name, content }): [string, string] => [stem(name), content]).sort(byPath),
    );
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
        localExec(PUBLISH_SCRIPT, {
          ENGINE: props.engine,
          IMAGE: props.image.image.name,
          PROGRAM,
          RUN_AS: RUNTIME_USER,
          VOLUME: props.volume.name,
          TARGET: MOUNTS.configuration,
          ARGUMENTS: [
            'publish --from env:APP_PROXY_DOCUMENTS',
            `--to ${MOUNTS.configuration}`,
            `--relays ${props.relayInstances}`,
            `--timeout ${PUBLISH_SECONDS}s`,
          ].join(' '),
          APP_PROXY_DOCUMENTS: PAYLOAD,
        }),
      ],
    });
  }
}

/** Path of a document without its digest: what stays the same when its content changes. */
function stem(name: string): string {
  return name.replace(/-[0-9a-f]+\.json$/, '');
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
