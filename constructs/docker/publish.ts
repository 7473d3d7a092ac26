import type { Volume } from '@cdktf/provider-docker/lib/volume';
import type { LocalExecProvisioner } from 'cdktf';
import type { ConfigurationDocument } from '../../documents';
import { PUBLISH_SCRIPT } from './engine-script';
import { localExec } from './local-exec';
import { MOUNTS, PROGRAM, RUNTIME_USER } from './paths';
import type { RuntimeImage } from './runtime-image';

export interface PublishProps {
  readonly image: RuntimeImage;
  /** Volume that the relay instances read. */
  readonly volume: Volume;
  /** Address of the engine, as `terraform` reaches it. */
  readonly engine: string;
}

/** Publishes the documents that `byPath` made and an attribute of the resource holds. */
export function publish(
  { image, volume, engine }: PublishProps,
  attribute: 'input' | 'triggers_replace',
  options: string,
): LocalExecProvisioner {
  return localExec(PUBLISH_SCRIPT, {
    ENGINE: engine,
    IMAGE: image.image.name,
    PROGRAM,
    RUN_AS: RUNTIME_USER,
    VOLUME: volume.name,
    TARGET: MOUNTS.configuration,
    ARGUMENTS: `publish --from env:APP_PROXY_DOCUMENTS --to ${MOUNTS.configuration} ${options}`,
    APP_PROXY_DOCUMENTS: payload(attribute),
  });
}

/** Text by path without the digest: what stays the same when a document's content changes. */
export function byPath(documents: readonly ConfigurationDocument[]): Record<string, string> {
  return Object.fromEntries(
    documents
      .map(({ name, content }): [string, string] => [name.replace(/-[0-9a-f]+\.json$/, ''), content])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * One line a document, `path text`, with the line ends of the text as carriage returns, which JSON text never
 * holds. Compressed by Terraform, so that no plan shows it.
 */
function payload(attribute: string): string {
  const line = '"${path} ${replace(text, "\\n", "\\r")}"';
  return `\${base64gzip(join("\\n", [for path, text in self.${attribute} : ${line}]))}`;
}
