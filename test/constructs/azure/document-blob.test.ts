import { Token } from 'cdktf';
import { DocumentBlob, MAX_DOCUMENT_BYTES } from '../../../constructs/azure/document-blob';
import { configurationDocument } from '../../../documents/document';
import { messageOf, synthesize } from '../../assertions';

const BLOB = 'azurerm_storage_blob.document_blob';

function blob(value: object) {
  const document = configurationDocument('groups/hq', value);
  const made = synthesize(
    (stack) => new DocumentBlob(stack, 'document', { document, storageAccountName: 'st' }),
  );
  return { document, resource: made.resource(BLOB) };
}

describe('DocumentBlob', () => {
  test('holds the text in plain, under a name that follows from it, before the old one goes', () => {
    const { document, resource } = blob({ version: 1 });
    expect(resource).toMatchObject({
      name: document.name,
      source_content: '{\n  "version": 1\n}\n',
      storage_account_name: 'st',
      storage_container_name: 'configuration',
      type: 'Block',
      lifecycle: { create_before_destroy: true },
    });
    expect(blob({ version: 2 }).resource['name']).not.toBe(document.name);
  });

  test('nothing in the text is a template to Terraform', () => {
    expect(blob({ value: '${path.cwd} %{ if true }' }).resource['source_content']).toBe(
      '{\n  "value": "$${path.cwd} %%{ if true }"\n}\n',
    );
  });

  test('refuses a document that is too large, and one that is not literal', () => {
    expect(messageOf(() => blob({ text: 'x'.repeat(MAX_DOCUMENT_BYTES) }))).toContain(
      'bytes, allowed: at most 1048576; split the group',
    );
    const document = {
      name: 'groups/hq-1.json',
      sha256: '',
      content: Token.asString({ resolve: () => 'x' }),
    };
    expect(
      messageOf(() =>
        synthesize((stack) => new DocumentBlob(stack, 'document', { document, storageAccountName: 'st' })),
      ),
    ).toContain(
      "test/document: document 'groups/hq-1.json' holds a value that is known only while Terraform runs",
    );
  });

  test('takes a document of the largest size', () => {
    const overhead = Buffer.byteLength(configurationDocument('groups/hq', { text: '' }).content);
    expect(blob({ text: 'x'.repeat(MAX_DOCUMENT_BYTES - overhead) }).resource['type']).toBe('Block');
  });
});
