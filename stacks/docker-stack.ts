import { Network } from '@cdktf/provider-docker/lib/network';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { LocalBackend, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { checkDeployment } from '../constructs/docker/check-deployment';
import { Configuration } from '../constructs/docker/configuration';
import { configurationDocuments } from '../constructs/docker/configuration-documents';
import { FirstConfiguration } from '../constructs/docker/first-configuration';
import { ConnectorGroup } from '../constructs/docker/connector-group';
import { dockerTarget } from '../constructs/docker/docker-target';
import { Edge } from '../constructs/docker/edge';
import { ExternalGroup } from '../constructs/docker/external-group';
import { DockerNames } from '../constructs/docker/names';
import { externalGroups, placedGroups } from '../constructs/docker/network-pool';
import { Relay } from '../constructs/docker/relay';
import { RuntimeImage } from '../constructs/docker/runtime-image';
import { literal } from '../constructs/shared/literal';
import type { Deployment } from '../declaration/model';
import { defaultGroupDocument } from '../documents/group-document';
import { relayDocument } from '../documents/relay-document';
import { KitStack } from './kit-stack';
import { localStatePath } from './local-state';

/** The whole deployment on one Docker engine, in one state. */
export class DockerStack extends KitStack {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const target = dockerTarget(deployment);
    checkDeployment(this, deployment);
    new LocalBackend(this, { path: localStatePath(id) });
    new DockerProvider(this, 'docker', { host: target.host });

    const names = new DockerNames(deployment);
    const image = new RuntimeImage(this, 'runtime', {
      repository: names.image,
      baseImage: target.baseImage,
      artifact: deployment.runtime.artifact,
      sha256: deployment.runtime.sha256,
    });
    const mesh = new Network(this, 'mesh', { name: names.mesh, internal: true });
    const authority = new Volume(this, 'ca', { name: names.authority });
    const documents = new Volume(this, 'config', { name: names.configuration });
    const published = { image, volume: documents, engine: target.host };
    new FirstConfiguration(this, 'first-configuration', {
      documents: [relayDocument(deployment, 'docker'), defaultGroupDocument(deployment)],
      ...published,
    });
    const edge = new Edge(this, 'edge', {
      name: names.edge,
      image: target.edgeImage,
      httpsPort: target.httpsPort,
      bindAddress: target.bindAddress,
    });
    const relay = new Relay(this, 'relay', {
      deployment,
      image,
      mesh,
      edge: edge.network,
      authority,
      configuration: documents,
    });
    const groups = placedGroups(deployment).map((group) => {
      const construct = new ConnectorGroup(this, `group-${group.name}`, {
        deployment,
        group,
        image,
        mesh,
        configuration: documents,
      });
      if (group.formerly !== undefined) this.addMovedTree(construct, `group-${group.formerly}`);
      return construct;
    });
    const commands: Record<string, readonly string[]> = {};
    for (const group of externalGroups(deployment)) {
      const construct = new ExternalGroup(this, `group-${group.name}`, {
        deployment,
        group,
        image,
        configuration: documents,
      });
      if (group.formerly !== undefined) this.addMovedTree(construct, `group-${group.formerly}`);
      commands[group.name] = literal(construct.commands);
    }
    this.addOutput(
      'application_networks',
      Object.fromEntries(groups.map((group) => [group.group, group.network.name])),
      'Networks to attach the backends of each group to',
    );
    if (Object.keys(commands).length > 0) {
      this.addOutput(
        'external_groups',
        commands,
        'Commands that put a connector of each group on a host of your own',
      );
    }
    const machines = [...Object.values(relay.instances), ...groups.flatMap((group) => group.slots)];
    new Configuration(this, 'configuration', {
      documents: configurationDocuments(deployment),
      ...published,
      relayInstances: Object.keys(relay.instances).length,
      after: machines.map((machine) => machine.gate),
    });
  }

  private addOutput(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }
}
