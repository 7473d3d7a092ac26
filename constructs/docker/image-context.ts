import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { TerraformStack } from 'cdktf';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';
import { MOUNTS, PROGRAM, RUNTIME_DIRECTORY, RUNTIME_USER } from './paths';

const DIRECTORIES = [...Object.values(MOUNTS), RUNTIME_DIRECTORY].sort().join(' ');

/** How the image is built. The base needs a shell, `mkdir` and `chown`. */
export const DOCKERFILE = `ARG BASE_IMAGE
FROM $BASE_IMAGE
COPY app-proxy ${PROGRAM}
RUN chmod 0755 ${PROGRAM} && mkdir -p ${DIRECTORIES} && chown ${RUNTIME_USER} ${DIRECTORIES}
USER ${RUNTIME_USER}
ENTRYPOINT ["${PROGRAM}"]
`;

export interface ImageContextProps {
  /** File of the program. Only its content reaches the stack. */
  readonly artifact: string;
}

/**
 * The folder that the image is built from, written beside the stack at synthesis under
 * `assets/<address>/<digest>`. File modes are set, so that the same declaration gives the same folder on
 * every machine.
 */
export class ImageContext extends Construct {
  /** SHA-256 of the content, 64 hexadecimal digits. */
  public readonly digest: string;

  /** @throws InvalidPropsError where the artifact is not a file */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImageContextProps,
  ) {
    super(scope, id);
    const { artifact } = props;
    new PropCheck(this)
      .that(
        statSync(artifact, { throwIfNoEntry: false })?.isFile() === true,
        `artifact is '${artifact}', which is not a file: give the program that the image is to run`,
      )
      .done();
    this.digest = createHash('sha256')
      .update(DOCKERFILE)
      .update('\0')
      .update(readFileSync(artifact))
      .digest('hex');
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest }) => {
        const stack = manifest.forStack(TerraformStack.of(this));
        this.write(join(manifest.outdir, stack.synthesizedStackPath, '..'));
      },
    });
  }

  /** Path of the folder, relative to the stack's own. */
  public get path(): string {
    return posix.join(this.folder, this.digest.slice(0, 12));
  }

  private get folder(): string {
    return posix.join('assets', TerraformStack.of(this).getLogicalId(this.node));
  }

  private write(stackFolder: string): void {
    rmSync(join(stackFolder, this.folder), { recursive: true, force: true });
    const folder = join(stackFolder, this.path);
    mkdirSync(folder, { recursive: true });
    const program = join(folder, 'app-proxy');
    copyFileSync(this.props.artifact, program);
    chmodSync(program, 0o755);
    const dockerfile = join(folder, 'Dockerfile');
    writeFileSync(dockerfile, DOCKERFILE);
    chmodSync(dockerfile, 0o644);
  }
}
