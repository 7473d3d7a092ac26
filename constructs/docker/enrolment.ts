import { Container } from '@cdktf/provider-docker/lib/container';
import type { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import { generation } from '../shared/generation';
import {
  IGNORED_CHANGES,
  containerFacts,
  containerSettings,
  type ContainerSettings,
} from './container-settings';
import { MOUNTS, PROGRAM, TOKEN_FILE, TRUST_FILE } from './paths';
import type { RuntimeImage } from './runtime-image';

/** Memory limit in MiB of the container that writes the token. */
const ENROLMENT_MEMORY_MIB = 128;

/** Life of a token: a connector that has enrolled needs none. */
const TOKEN_LIFE = '24h';

export interface EnrolmentProps {
  /** Name of the deployment. */
  readonly deployment: string;
  readonly group: string;
  /** Name of the container. */
  readonly name: string;
  /** Volume that the token is written to. */
  readonly volume: Volume;
  readonly image: RuntimeImage;
  /** Volume of the configuration documents, where relay instances keep tokens and the trust bundle too. */
  readonly configuration: Volume;
  /** Connectors that may enrol with one token. */
  readonly uses: number;
  /** A change writes a new token: the generations of the group's machines. */
  readonly renewOn: readonly string[];
}

/**
 * Writes a group's enrolment token into the group's volume and ends; before, it waits for the trust bundle that the first
 * relay instance writes. Connectors wait for the token by themselves, so nothing depends on it.
 */
export class Enrolment extends Construct {
  public readonly container: Container;

  constructor(scope: Construct, id: string, props: EnrolmentProps) {
    super(scope, id);
    const settings: ContainerSettings = {
      image: props.image.image,
      entrypoint: [PROGRAM],
      command: [
        ...['token', 'create', '--store', MOUNTS.configuration],
        ...['--deployment', props.deployment, '--group', props.group],
        ...['--expires', TOKEN_LIFE, '--uses', `${props.uses}`, '--trust', TRUST_FILE, '--out', TOKEN_FILE],
      ],
      memoryMiB: ENROLMENT_MEMORY_MIB,
      networks: [],
      mounts: [
        { source: props.configuration, target: MOUNTS.configuration, readOnly: false },
        { source: props.volume, target: MOUNTS.enrolment, readOnly: false },
      ],
      restart: 'failed',
    };
    this.container = new Container(this, 'container', {
      ...containerSettings(settings),
      networkMode: 'none',
      name: props.name,
      hostname: props.name,
      labels: [
        {
          label: 'app-proxy.fingerprint',
          value: generation(this, containerFacts(settings), props.renewOn.join(' ')),
        },
      ],
      lifecycle: { ignoreChanges: IGNORED_CHANGES },
    });
  }
}
