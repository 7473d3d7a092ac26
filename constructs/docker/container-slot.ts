import { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { generation } from '../shared/generation';
import { PropCheck } from '../shared/prop-check';
import {
  IGNORED_CHANGES,
  containerFacts,
  containerSettings,
  type ContainerSettings,
} from './container-settings';
import { GATE_SCRIPT } from './engine-script';
import { localExec } from './local-exec';
import { TerraformData } from './terraform-data';

/** Seconds that a new machine has to come into service before the apply fails and leaves the old one serving. */
export const GATE_SECONDS = 300;

export interface ContainerSlotProps {
  /** Name of the container without its generation, at most 56 characters. */
  readonly name: string;
  readonly settings: ContainerSettings & Required<Pick<ContainerSettings, 'health'>>;
  /** @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** Part of the generation: a change replaces the machine though nothing else changed. */
  readonly rolloutSalt: string;
  /** Address of the engine, as `terraform` reaches it. */
  readonly engine: string;
  /**
   * Seconds that the gate waits.
   * @default 300
   */
  readonly gateSeconds?: number;
}

/**
 * The place of one machine and the gate behind it. Whatever changes the machine makes a new generation,
 * with a new name: it is created, the gate waits until it is healthy, and only then the old one is stopped.
 */
export class ContainerSlot extends Construct {
  public readonly container: Container;
  /** Depend on this to come after the machine is in service. */
  public readonly gate: TerraformData;
  /** Six hexadecimal digits. */
  public readonly generation: string;
  /** Name on the engine, and host name. */
  public readonly name: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: ContainerSlotProps) {
    super(scope, id);
    const gateSeconds = props.gateSeconds ?? GATE_SECONDS;
    new PropCheck(this)
      .text('name', props.name, /^[a-z0-9][a-z0-9-]{0,55}$/, '1 to 56 lower-case letters, digits and hyphens')
      .range('gateSeconds', gateSeconds, 1, 3600)
      .done();
    this.generation = generation(
      this,
      { ...containerFacts(props.settings), labels: props.labels },
      props.rolloutSalt,
    );
    this.name = `${props.name}-${this.generation}`;
    const labels: Record<string, string> = { ...props.labels, 'app-proxy.generation': this.generation };
    this.container = new Container(this, 'container', {
      ...containerSettings(props.settings),
      name: this.name,
      hostname: this.name,
      labels: Object.keys(labels)
        .sort()
        .map((label) => ({ label, value: labels[label] ?? '' })),
      lifecycle: { createBeforeDestroy: true, ignoreChanges: IGNORED_CHANGES },
    });
    const look = (seconds: number) => [
      localExec(GATE_SCRIPT, { ENGINE: props.engine, CONTAINER: this.container.id, TIMEOUT: `${seconds}` }),
    ];
    // Neither is create-before-destroy: what failed is replaced by the next apply, before the old machine goes.
    const wait = new TerraformData(this, 'wait', {
      triggersReplace: [this.container.id],
      provisioners: look(gateSeconds),
    });
    // Terraform has a resource in its state before the provisioner ends: killed while it waits, it takes the wait
    // for done. So the gate looks once more, and does not wait.
    this.gate = new TerraformData(this, 'gate', {
      triggersReplace: [this.container.id, wait.id],
      provisioners: look(0),
    });
  }
}
