import fc from 'fast-check';
import { configurationDigest, contentDigest, readName } from '../../../runtime/documents/names';
import { fullDeployment } from '../../documents/full-deployment';
import { kitConfiguration } from './kit-documents';

describe('names of documents', () => {
  test('are read as the kit writes them, with the digest of the content', () => {
    for (const { name, content } of kitConfiguration(fullDeployment(), 'azure')) {
      const kind = name.startsWith('relay-')
        ? 'relay'
        : name.slice(0, name.indexOf('/')).replace('groups', 'group');
      expect(readName(name)).toMatchObject({ kind, digest: contentDigest(content) });
    }
    expect(readName('groups/plant-2-0123456789ab.json')).toEqual({
      kind: 'group',
      group: 'plant-2',
      digest: '0123456789ab',
    });
  });

  test.each([
    'relay.json',
    'relay-0123456789a.json',
    'relay-0123456789AB.json',
    'groups/0123456789ab.json',
    'groups/-0123456789ab.json',
    'groups/a--b-0123456789ab.json',
    'groups/a/b-0123456789ab.json',
    'group/a-0123456789ab.json',
    'groups/a-0123456789ab.json.tmp',
    'instances/r0.json',
    'tokens/0123456789ab.json',
  ])('are not made of %s', (name) => {
    expect(readName(name)).toBeUndefined();
  });
});

describe('the digest of a configuration', () => {
  const names = kitConfiguration(fullDeployment(), 'azure').map(({ name }) => name);

  test('is 12 digits that follow from the set of names, whatever their order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
        expect(configurationDigest([...shuffled, ...names])).toBe(configurationDigest(names));
      }),
    );
    expect(configurationDigest(names)).toMatch(/^[0-9a-f]{12}$/);
  });

  test('changes with every document that relay instances read, and with no other', () => {
    for (const name of names) {
      const without = configurationDigest(names.filter((each) => each !== name));
      expect(without === configurationDigest(names)).toBe(name.startsWith('egress/'));
    }
    expect(configurationDigest([...names, 'instances/r0.json'])).toBe(configurationDigest(names));
  });
});
