import { certificateName, covers } from '../host-name';
import { declaredCertificates } from '../resolve-relay';
import { given } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';

/** Every external host has a certificate, and every certificate a host and a place that can hold it. */
export const certificates: Rule = (survey, report) => {
  if (!survey.isWhole(['relay', 'certificates']) || survey.domain === undefined) {
    return;
  }
  const { declaration, domain, applications } = survey;
  const declared = declaration.relay?.certificates;
  const names: string[] = [];
  for (const [certificate, { hosts, keyVaultSecret, files }] of Object.entries(
    declaredCertificates(declared, domain),
  )) {
    const at: Path = ['relay', 'certificates', certificate];
    const own = hosts.flatMap((host, index) => {
      const name = certificateName(host);
      if (name === undefined) {
        report({
          code: 'host-name',
          path: [...at, 'hosts', index],
          message: 'is not a name for a certificate',
          given: given(host),
          allowed: 'a host name, or *. and a domain',
        });
      }
      return name ?? [];
    });
    names.push(...own);
    if (
      declared !== undefined &&
      survey.isWhole(['groups']) &&
      !applications.some(({ host }) => host !== undefined && own.some((name) => covers(name, host)))
    ) {
      report({
        code: 'certificate-unused',
        severity: 'warning',
        path: at,
        part: 'key',
        message: 'covers no host of any application',
        fix: 'remove it, or correct its hosts',
      });
    }
    if (keyVaultSecret !== undefined && survey.azure === undefined && survey.isKnown(['targets', 'azure'])) {
      report({
        code: 'secret-place',
        path: [...at, 'keyVaultSecret'],
        message: 'names a secret of the key vault, and there is no target azure to have one',
        fix: 'name files of the host by files',
      });
    }
    if (
      files !== undefined &&
      declaration.targets.docker === undefined &&
      declaration.targets.local === undefined
    ) {
      report({
        code: 'secret-place',
        path: [...at, 'files'],
        part: 'key',
        message: 'files serve the targets docker and local, and there is neither',
        fix: 'remove it; an existing certificate on Azure is named by keyVaultSecret',
      });
    }
  }
  for (const { name, path, host, declared: application } of applications) {
    if (host !== undefined && !names.some((one) => covers(one, host))) {
      report({
        code: 'no-certificate',
        path: application.host === undefined ? path : [...path, 'host'],
        ...(application.host === undefined ? { part: 'key' } : {}),
        message: `no certificate covers '${host}' of application '${name}'`,
        fix:
          declared === undefined
            ? `declare relay.certificates: the default one covers '${domain}' and names right under it`
            : 'add the host to a certificate in relay.certificates',
      });
    }
  }
};
