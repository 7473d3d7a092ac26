import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import type { Deployment, Group } from '../../declaration/model';
import { externalHostCommands, tokenFile } from '../../documents/external-host-commands';
import { Enrolment } from './enrolment';
import { DockerNames } from './names';
import { TOKEN_FILE } from './paths';
import type { RuntimeImage } from './runtime-image';

export interface ExternalGroupProps {
  readonly deployment: Deployment;
  /** A group with `placement: external`. */
  readonly group: Group;
  readonly image: RuntimeImage;
  /** Volume of the configuration documents. */
  readonly configuration: Volume;
}

/** A group on hosts that the kit does not provision: its enrolment token, and no machine. */
export class ExternalGroup extends Construct {
  public readonly enrolment: Enrolment;
  /** Commands that put one of its connectors on a host, in order; the first runs beside the engine. */
  public readonly commands: readonly string[];

  constructor(scope: Construct, id: string, props: ExternalGroupProps) {
    super(scope, id);
    const { deployment, group } = props;
    const names = new DockerNames(deployment);
    const name = names.enrolment(group.name);
    this.enrolment = new Enrolment(this, 'enrolment', {
      deployment: deployment.name,
      group: group.name,
      name,
      volume: new Volume(this, 'tokens', { name }),
      image: props.image,
      configuration: props.configuration,
      uses: group.plan.connectors,
      renewOn: [deployment.rolloutSalt, `${group.plan.connectors}`],
    });
    const generic = externalHostCommands(deployment, group);
    this.commands = [
      '# beside the engine: the token that is written for this group, valid for a day from the apply',
      `docker cp ${name}:${TOKEN_FILE} ${tokenFile(group.name)}`,
      `# the engine publishes the users' port alone: the connectors must be on its network ${names.mesh}`,
      ...generic.slice(generic.findIndex((line) => line.startsWith('# copy'))),
    ];
  }
}
