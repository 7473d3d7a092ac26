import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { StorageBlob } from '@cdktf/provider-azurerm/lib/storage-blob';
import { TerraformStack, type ITerraformDependable } from 'cdktf';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { Construct } from 'constructs';
import { GENERATION_DIGITS } from '../shared/generation';
import { placeProgram } from '../shared/program-file';
import { PropCheck } from '../shared/prop-check';
import { ARTIFACT_CONTAINER } from './names';

export interface RuntimeArtifactProps {
  /** Path of the file on this machine; it is copied beside the stack and never appears in a plan. */
  readonly path: string;
  /** SHA-256 of the file: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly storageAccountName: string;
  /** Name that keeps this copy apart from those of other stacks, such as the stack's. */
  readonly owner: string;
  /**
   * Part of the blob's name: the way back to an earlier program has a new salt, and the earlier blob may still be kept for
   * the machines that were built from it.
   * @default ''
   */
  readonly rolloutSalt?: string;
}

/**
 * The runtime's program in the storage account. Its blob is named after its content and the salt, so the old one stays until
 * the last machine that was built from it is gone.
 */
export class RuntimeArtifact extends Construct {
  /** Name of the blob in the container `artifacts`. */
  public readonly blobName: string;
  /** For machines to wait for. */
  public readonly blob: ITerraformDependable;

  /** @throws InvalidPropsError */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RuntimeArtifactProps,
  ) {
    super(scope, id);
    new PropCheck(this)
      .text('sha256', props.sha256, /^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits')
      .done();
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest }) => {
        const stack = manifest.forStack(TerraformStack.of(this));
        this.write(join(manifest.outdir, stack.synthesizedStackPath, '..'));
      },
    });
    this.blobName = `runtime/${props.owner}/${props.sha256}${saltSuffix(props.rolloutSalt ?? '')}/app-proxy`;
    this.blob = new StorageBlob(this, 'blob', {
      name: this.blobName,
      storageAccountName: props.storageAccountName,
      storageContainerName: ARTIFACT_CONTAINER,
      type: 'Block',
      contentType: 'application/octet-stream',
      source: posix.join(this.folder, props.sha256, 'app-proxy'),
      // The name says the content. A file of the same content under another path must not replace the blob by one of
      // the same name, which Azure refuses while the old one exists.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['source'] },
    });
  }

  /** Folder of the file in all its versions, relative to the stack's own. */
  private get folder(): string {
    return posix.join('assets', `${TerraformStack.of(this).getLogicalId(this.node)}_file`);
  }

  private write(stackFolder: string): void {
    rmSync(join(stackFolder, this.folder), { recursive: true, force: true });
    const file = join(stackFolder, this.folder, this.props.sha256, 'app-proxy');
    mkdirSync(dirname(file), { recursive: true });
    placeProgram(this, this.props.path, file);
  }
}

/** The salt may be any text; a blob's name may not. */
function saltSuffix(salt: string): string {
  return salt === '' ? '' : `-${createHash('sha256').update(salt).digest('hex').slice(0, GENERATION_DIGITS)}`;
}
