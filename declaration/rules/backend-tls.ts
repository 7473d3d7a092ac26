import { isUnusable } from '../backend-url';
import { readPem } from '../pem';
import type { Rule } from './rule';

/** What is declared for TLS to a backend can be used: the backend speaks TLS, its authorities are public certificates. */
export const backendTls: Rule = (survey, report, { directoryOf }) => {
  for (const { path, declared, backend } of survey.applications) {
    const tls = declared.backendTls;
    if (tls === undefined) {
      continue;
    }
    if (!isUnusable(backend) && backend.protocol === 'http') {
      report({
        code: 'backend-tls',
        path: [...path, 'backendTls'],
        part: 'key',
        message: 'the backend is dialled by http, without TLS',
        fix: 'write https in the url, or remove backendTls',
      });
    }
    const pem = tls.ca === undefined ? undefined : readPem(tls.ca, directoryOf(path));
    if (tls.ca !== undefined && pem !== undefined && pem.text === undefined) {
      report({
        code: 'certificate-authority',
        path: [...path, 'backendTls', 'ca', 'file' in tls.ca ? 'file' : 'pem'],
        message: pem.reason ?? 'cannot be used',
        ...('file' in tls.ca ? { given: `'${tls.ca.file}'` } : {}),
        ...(pem.fix === undefined ? {} : { fix: pem.fix }),
      });
    }
  }
};
