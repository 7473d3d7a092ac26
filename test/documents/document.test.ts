import { createHash } from 'node:crypto';
import { configurationDocument, documentText } from '../../documents/document';

describe('a configuration document', () => {
  test('is named after the SHA-256 of its content', () => {
    const { name, content, sha256 } = configurationDocument('groups/hq', { version: 1 });
    expect(sha256).toBe(createHash('sha256').update(content, 'utf8').digest('hex'));
    expect(name).toBe(`groups/hq-${sha256.slice(0, 12)}.json`);
  });

  test('has sorted keys, one fact a line and a newline at the end', () => {
    expect(documentText({ b: 1, a: { d: ['y', 'x'], c: true } })).toBe(
      '{\n  "a": {\n    "c": true,\n    "d": [\n      "y",\n      "x"\n    ]\n  },\n  "b": 1\n}\n',
    );
  });

  test('is the same text whatever the order of its keys', () => {
    expect(documentText({ a: 1, b: { c: 2, d: 3 } })).toBe(documentText({ b: { d: 3, c: 2 }, a: 1 }));
  });

  test('fails for a value that is known only while Terraform runs: the name follows from the content', () => {
    expect(() => documentText({ identity: '${TfToken[TOKEN.7]}' })).toThrow(
      "a document cannot hold '${TfToken[TOKEN.7]}', which is known only while Terraform runs; give a literal text",
    );
  });
});
