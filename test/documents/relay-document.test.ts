import { relayDocument, type RelayDocument } from '../../documents/relay-document';
import { deployment } from '../deployment';
import { fullDeployment } from './full-deployment';

function parsed(...parameters: Parameters<typeof relayDocument>): RelayDocument {
  return JSON.parse(relayDocument(...parameters).content) as RelayDocument;
}

describe('the relay document', () => {
  test('in Azure finds keys in the key vault: the issuer, certificates and sign-in secrets', () => {
    const { issuer, certificates, signIn, vault } = parsed(fullDeployment(), 'azure');
    expect(vault).toMatch(/^https:\/\/kv-contoso-[0-9a-f]{6}\.vault\.azure\.net\/$/);
    expect(issuer).toEqual({ kind: 'key-vault', key: `${vault ?? ''}keys/ca` });
    expect(certificates['default']).toEqual({
      hosts: ['*.apps.example.com', 'apps.example.com'],
      source: { keyVaultSecret: 'certificate-default' },
    });
    expect(certificates['own']?.source).toEqual({ keyVaultSecret: 'shop' });
    expect(signIn['entra']?.clientSecret).toEqual({ keyVaultSecret: 'sign-in' });
  });

  test.each(['docker', 'local'] as const)('on %s finds keys in files, or lets the issuer sign', (target) => {
    const { issuer, certificates, vault } = parsed(fullDeployment(), target);
    expect(vault).toBeUndefined();
    expect(issuer).toEqual({ kind: 'files', directory: '/ca' });
    expect(certificates['default']?.source).toBe('deployment-authority');
    expect(certificates['files']?.source).toEqual({
      files: { certificate: '/etc/tls/files.pem', key: '/etc/tls/files.key' },
    });
  });

  test('states the wanted runtime by version and digest, never by a path of this machine', () => {
    const declared = deployment();
    const { content } = relayDocument(declared, 'azure');
    expect(parsed(declared, 'azure').runtime).toEqual({ version: '0.1.0', sha256: declared.runtime.sha256 });
    expect(content).not.toContain(declared.runtime.artifact);
  });

  test('another runtime version is a change of one line', () => {
    const before = relayDocument(deployment(), 'azure').content.split('\n');
    const after = relayDocument(deployment({ runtime: { version: '0.2.0' } }), 'azure').content.split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual(['    "version": "0.2.0"']);
  });

  test('does not change with groups and applications', () => {
    expect(relayDocument(deployment({ groups: {} }), 'azure')).toEqual(relayDocument(deployment(), 'azure'));
  });
});
