import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { TerraformStack } from 'cdktf';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { Construct } from 'constructs';
import { placeProgram } from '../shared/program-file';
import { PropCheck } from '../shared/prop-check';
import { MOUNTS, PROGRAM, RUNTIME_DIRECTORY, RUNTIME_USER } from './paths';

const DIRECTORIES = [...Object.values(MOUNTS), RUNTIME_DIRECTORY].sort().join(' ');

/**
 * How the image is built. The base needs a shell, `ls`, `mkdir` and `chown`, and for the program glibc 2.28 and libstdc++; no
 * network. The program's mode is set where it was lost on the way alone: `chmod` puts a second copy into the image.
 */
export const DOCKERFILE = `ARG BASE_IMAGE
FROM $BASE_IMAGE
COPY app-proxy ${PROGRAM}
RUN case $(ls -l ${PROGRAM}) in -rwxr-xr-x*) ;; *) chmod 0755 ${PROGRAM} ;; esac && mkdir -p ${DIRECTORIES} && chown ${RUNTIME_USER} ${DIRECTORIES}
USER ${RUNTIME_USER}
ENTRYPOINT ["${PROGRAM}"]
`;

export interface ImageContextProps {
  /** File of the program. Only its content reaches the stack. */
  readonly artifact: string;
  /**
   * SHA-256 of the program: 64 lower-case hexadecimal digits.
   * @default - computed from the file
   */
  readonly sha256?: string;
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
    const program = props.sha256 ?? createHash('sha256').update(readFileSync(artifact)).digest('hex');
    this.digest = createHash('sha256').update(`${DOCKERFILE}\0${program}`).digest('hex');
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
    placeProgram(this, this.props.artifact, join(folder, 'app-proxy'));
    const dockerfile = join(folder, 'Dockerfile');
    writeFileSync(dockerfile, DOCKERFILE);
    chmodSync(dockerfile, 0o644);
  }
}
