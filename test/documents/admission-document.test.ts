import { admissionDocument, type AdmissionDocument } from '../../documents/admission-document';
import type { ConfigurationDocument } from '../../documents/document';
import { deployment, groupOf, TENANT_ID } from '../deployment';
import { GROUP_IDENTITY } from './full-deployment';

function parse({ content }: ConfigurationDocument): AdmissionDocument {
  return JSON.parse(content) as AdmissionDocument;
}

describe('the admission document', () => {
  test('lets one managed identity enrol connectors of one group', () => {
    const declared = deployment();
    const document = admissionDocument(declared, groupOf(declared, 'hq'), GROUP_IDENTITY);
    expect(document.name).toMatch(/^admission\/hq-[0-9a-f]{12}\.json$/);
    expect(parse(document)).toEqual({
      version: 1,
      deployment: 'contoso',
      group: 'hq',
      authority: 'https://login.microsoftonline.com',
      tenantId: TENANT_ID,
      audience: 'https://management.azure.com/',
      identity: GROUP_IDENTITY,
    });
  });

  test.each([
    ['usgovernment', 'https://login.microsoftonline.us', 'https://management.usgovcloudapi.net/'],
    ['china', 'https://login.chinacloudapi.cn', 'https://management.chinacloudapi.cn/'],
  ] as const)('in the cloud %s the tokens are that cloud’s', (environment, authority, audience) => {
    const declared = deployment({ azure: { environment } });
    const document = parse(admissionDocument(declared, groupOf(declared, 'hq'), GROUP_IDENTITY));
    expect(document).toMatchObject({ authority, audience });
  });

  test('does not change with the applications of the group', () => {
    const declared = deployment();
    const hq = groupOf(declared, 'hq');
    const admitted = admissionDocument(declared, { ...hq, applications: {} }, GROUP_IDENTITY);
    expect(admitted).toEqual(admissionDocument(declared, hq, GROUP_IDENTITY));
  });
});
