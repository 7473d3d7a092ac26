import { Volume } from '@cdktf/provider-docker/lib/volume';
import { randomBytes } from 'node:crypto';
import { Configuration } from '../../../constructs/docker/configuration';
import { RuntimeImage } from '../../../constructs/docker/runtime-image';
import { TerraformData } from '../../../constructs/docker/terraform-data';
import { configurationDocument, type ConfigurationDocument } from '../../../documents';
import { deployment } from '../../deployment';
import { synthesizedDocker } from './docker-synthesis';

const ADDRESS = 'terraform_data.configuration_documents';

const configuration = (documents: readonly ConfigurationDocument[]) =>
  synthesizedDocker((stack) => {
    new Configuration(stack, 'configuration', {
      documents,
      image: new RuntimeImage(stack, 'runtime', {
        repository: 'program',
        baseImage: 'debian',
        artifact: deployment().runtime.artifact,
      }),
      volume: new Volume(stack, 'config', { name: 'contoso-config' }),
      engine: 'unix:///var/run/docker.sock',
      relayInstances: 3,
      after: [new TerraformData(stack, 'gate', { triggersReplace: [] })],
    });
  });

const relay = configurationDocument('relay', { version: 1 });
const hq = configurationDocument('groups/hq-2', { version: 1, note: 'a ${b} %{c}' });

describe('Configuration', () => {
  test('is triggered by the documents themselves, under names that stay', () => {
    expect(configuration([relay, hq]).resource(ADDRESS)).toMatchObject({
      triggers_replace: {
        'groups/hq-2': '{\n  "note": "a $${b} %%{c}",\n  "version": 1\n}\n',
        relay: '{\n  "version": 1\n}\n',
      },
    });
  });

  test('comes after every gate', () => {
    expect(configuration([relay]).resource(ADDRESS)).toMatchObject({ depends_on: ['terraform_data.gate'] });
  });

  test('runs the program without network or rights and waits for every relay instance', () => {
    expect(configuration([relay]).resource(ADDRESS)).toMatchObject({
      provisioner: [
        {
          'local-exec': {
            environment: {
              IMAGE: '${docker_image.runtime_image.name}',
              VOLUME: '${docker_volume.config.name}',
              TARGET: '/config',
              RUN_AS: '65532:65532',
              ARGUMENTS: 'publish --from env:APP_PROXY_DOCUMENTS --to /config --relays 3 --timeout 60s',
            },
          },
        },
      ],
    });
  });

  test('refuses documents that do not fit in one environment variable', () => {
    const noise = configurationDocument('groups/hq', {
      version: 1,
      noise: randomBytes(60_000).toString('hex'),
    });
    expect(() => configuration([relay, noise])).not.toThrow();
    const more = configurationDocument('groups/hq', {
      version: 1,
      noise: randomBytes(120_000).toString('hex'),
    });
    expect(() => configuration([relay, more])).toThrow(
      /^test\/configuration: documents take \d+ bytes compressed, allowed: at most 120000: split the deployment in two$/,
    );
  });
});
