import { given } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';
import type { Problem } from '../problem';
import type { Survey, SurveyedGroup } from '../survey';
import type { SecretReference } from '../types.generated';

/** Secrets of the deployment itself: enrolment tokens of groups, and user certificates with their keys. */
const RESERVED = /^(enrolment|certificate)-/i;

/** A secret is kept where the machine that needs it can read it. */
export const secrets: Rule = (survey, report) => {
  if (!survey.isKnown(['targets', 'azure'])) {
    return;
  }
  const onAzure = survey.azure !== undefined;
  for (const [name, { clientSecret }] of Object.entries(survey.declaration.relay?.signIn ?? {})) {
    check(
      survey,
      clientSecret,
      ['relay', 'signIn', name, 'clientSecret'],
      onAzure ? 'azure' : 'host',
      report,
    );
  }
  const own = new Set(
    [
      ...Object.values(survey.declaration.relay?.certificates ?? {}).map((each) => each.keyVaultSecret),
      ...Object.values(survey.declaration.relay?.signIn ?? {}).map(({ clientSecret }) =>
        'keyVaultSecret' in clientSecret ? clientSecret.keyVaultSecret : undefined,
      ),
    ].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])),
  );
  const refuseOwn = (secret: SecretReference, path: Path) => {
    if (!('keyVaultSecret' in secret)) return;
    const { keyVaultSecret: name } = secret;
    if (RESERVED.test(name) || own.has(name.toLowerCase())) {
      report({
        code: 'secret-reserved',
        path: [...path, 'keyVaultSecret'],
        message: 'is a secret of the relay or of an enrolment, which no group may read',
        given: given(name),
        fix: 'name a secret of this group, which does not begin with enrolment- or certificate-',
      });
    }
  };
  for (const group of survey.groups) {
    const credentials = group.declared.proxy?.credentials;
    if (group.placed && credentials !== undefined) {
      refuseOwn(credentials, [...group.path, 'proxy', 'credentials']);
      check(survey, credentials, [...group.path, 'proxy', 'credentials'], placeOf(group), report);
    }
  }
  for (const { group, path, declared } of survey.applications) {
    const certificate = declared.backendTls?.clientCertificate;
    if (group.placed && certificate !== undefined) {
      refuseOwn(certificate, [...path, 'backendTls', 'clientCertificate']);
      check(survey, certificate, [...path, 'backendTls', 'clientCertificate'], placeOf(group), report);
    }
  }
};

type Place = 'azure' | 'external' | 'host';

function placeOf({ onAzure, external }: SurveyedGroup): Place {
  return onAzure ? 'azure' : external ? 'external' : 'host';
}

function check(
  { declaration: { targets } }: Survey,
  secret: SecretReference,
  path: Path,
  place: Place,
  report: (problem: Problem) => void,
): void {
  if ('file' in secret) {
    if (place === 'azure') {
      report({
        code: 'secret-place',
        path,
        message: 'names a file, and nobody can put a file on machines that the kit makes',
        fix: 'put the secret into the key vault and name it by keyVaultSecret',
      });
    }
  } else if (place !== 'azure') {
    report({
      code: 'secret-place',
      path,
      message:
        place === 'external'
          ? 'names a secret of the key vault, which hosts of your own cannot read'
          : 'names a secret of the key vault, and there is no target azure to have one',
      fix: 'put the secret into a file on the host and name it by file',
    });
  } else if (targets.docker !== undefined || targets.local !== undefined) {
    report({
      code: 'secret-place',
      severity: 'warning',
      path,
      message: 'names a secret of the key vault, which the targets docker and local go without',
      fix: 'declare the deployment without docker and local where they need it',
    });
  }
}
