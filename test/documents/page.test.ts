import { admissionDocument } from '../../documents/admission-document';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectorBootstrap } from '../../documents/connector-bootstrap';
import { documentText } from '../../documents/document';
import { egressListDocument } from '../../documents/egress-list-document';
import { externalHostCommands } from '../../documents/external-host-commands';
import { groupDocument } from '../../documents/group-document';
import {
  AUTHORITY_KEY,
  certificateSecret,
  CONFIGURATION_CONTAINER,
  CONTAINER_DIRECTORIES,
  enrolmentSecret,
  EXCHANGE_CONTAINER,
  TRUST_BUNDLE,
} from '../../documents/places';
import { relayBootstrap } from '../../documents/relay-bootstrap';
import { relayDocument } from '../../documents/relay-document';
import { deriveEgress } from '../../egress/derive-egress';
import { deployment, groupOf } from '../deployment';
import { ARTIFACT_IDENTITY, identity, RELAY_IDENTITY } from './full-deployment';
import { example, page } from './page-example';
import { DOCUMENT_KINDS, failuresOf } from './validators';

const text = page('documents.md');
const declared = deployment({
  groups: {
    plant: { applications: { mes: { url: 'http://10.20.0.10', limits: { requestsPerSecond: 200 } } } },
    branch: { placement: 'external' },
  },
});
const plant = groupOf(declared, 'plant');
const GROUP = identity('id-contoso-plant');

describe('docs/documents.md', () => {
  test.each([
    ['relay', relayDocument(declared, 'azure').content],
    ['group', groupDocument(declared, plant, 'azure').content],
    ['admission', admissionDocument(declared, plant, GROUP).content],
    ['egress', egressListDocument(deriveEgress(declared, plant)).content],
    [
      'connector-bootstrap',
      documentText(
        connectorBootstrap(declared, plant, 0, {
          target: 'azure',
          identity: GROUP,
          artifactIdentity: ARTIFACT_IDENTITY,
        }),
      ),
    ],
    [
      'relay-bootstrap',
      documentText(relayBootstrap(declared, 'r0', { target: 'azure', identity: RELAY_IDENTITY })),
    ],
    ['external', `${externalHostCommands(declared, groupOf(declared, 'branch')).join('\n')}\n`],
  ])('the example %s is what the code writes', (name, written) => {
    expect(example(name, text)).toBe(written);
  });

  test.each(DOCUMENT_KINDS)(
    'the example %s is valid by its schema, and the page names the schema',
    (kind) => {
      expect(failuresOf(kind, JSON.parse(example(kind, text)))).toEqual([]);
      expect(text).toContain(`\`${kind}.schema.json\``);
    },
  );

  test('every schema that is neither the declaration’s nor that of status is a document of the page', () => {
    const schemas = readdirSync(join(__dirname, '..', '..', 'schemas')).filter(
      (file) => !file.startsWith('declaration') && file !== 'status.schema.json',
    );
    expect(schemas.sort()).toEqual(DOCUMENT_KINDS.map((kind) => `${kind}.schema.json`).sort());
  });

  test.each(DOCUMENT_KINDS)('names every property at the top of the schema %s', (kind) => {
    const schema = JSON.parse(
      readFileSync(join(__dirname, '..', '..', 'schemas', `${kind}.schema.json`), 'utf8'),
    ) as { readonly properties: object };
    const missing = Object.keys(schema.properties).filter(
      (property) => !text.includes(`"${property}"`) && !text.includes(`\`${property}\``),
    );
    expect(missing).toEqual([]);
  });

  test('names the places that the code uses', () => {
    const places = [
      `container \`${CONFIGURATION_CONTAINER}\``,
      `container \`${EXCHANGE_CONTAINER}\``,
      `\`${TRUST_BUNDLE}\``,
      `key \`${AUTHORITY_KEY}\``,
      `\`${certificateSecret('<name>')}\``,
      `\`${enrolmentSecret('<group>')}\``,
      `\`${CONTAINER_DIRECTORIES.configuration}\``,
      `\`${CONTAINER_DIRECTORIES.authority}\``,
      `\`${CONTAINER_DIRECTORIES.enrolment}\``,
    ];
    expect(places.filter((place) => !text.includes(place))).toEqual([]);
  });
});
