import { Image } from '@cdktf/provider-docker/lib/image';
import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { ImageContext } from './image-context';
import { literal } from '../shared/literal';
import { PROGRAM } from './paths';

export interface RuntimeImageProps {
  /** Repository on the engine, without a tag. */
  readonly repository: string;
  /** Image that it is built from, best with a digest: a tag that moves is not noticed. */
  readonly baseImage: string;
  /** File of the program. */
  readonly artifact: string;
  /**
   * SHA-256 of the program: 64 lower-case hexadecimal digits.
   * @default - computed from the file
   */
  readonly sha256?: string;
}

/**
 * The image that relay instances and connectors run, built on the engine. Its tag is the digest of what it
 * is built from, so a new program is a new image beside the old one.
 */
export class RuntimeImage extends Construct {
  /** Path of the program in the image. */
  public readonly program = PROGRAM;
  public readonly image: Image;
  /** Repository and tag. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: RuntimeImageProps) {
    super(scope, id);
    const context = new ImageContext(this, 'context', {
      artifact: props.artifact,
      ...(props.sha256 !== undefined && { sha256: props.sha256 }),
    });
    const tag = createHash('sha256')
      .update(`${context.digest} ${props.baseImage}`)
      .digest('hex')
      .slice(0, 12);
    this.name = `${props.repository}:${tag}`;
    this.image = new Image(this, 'image', {
      name: this.name,
      keepLocally: false,
      forceRemove: false,
      buildAttribute: {
        context: context.path,
        dockerfile: 'Dockerfile',
        buildArgs: { BASE_IMAGE: literal(props.baseImage) },
      },
      triggers: { digest: context.digest },
    });
  }
}
