import { hostName, isUnder } from '../host-name';
import { given } from '../wording';
import type { Rule } from './rule';

/** `r0`, `r1`, ... under the domain lead to relay instances. */
const INSTANCE = /^r[0-9]+$/;

const HOST_NAME = 'letters, digits and hyphens in parts joined by dots, such as intranet.apps.example.com';

/** External hosts are host names, none of them is a relay instance's, and those outside the domain are pointed out. */
export const hosts: Rule = (survey, report) => {
  const { domain, declaration } = survey;
  const regions = Object.keys(declaration.relay?.regions ?? {});
  for (const { path, declared, host } of survey.applications) {
    const check = (name: string | undefined, keys: readonly string[]): void => {
      if (name !== undefined && hostName(name) === undefined) {
        report({
          code: 'host-name',
          path: [...path, ...keys],
          message: 'is not a host name',
          given: given(name),
          allowed: HOST_NAME,
        });
      }
    };
    check(declared.host, ['host']);
    check(declared.backendTls?.serverName, ['backendTls', 'serverName']);
    if (host === undefined || domain === undefined) {
      continue;
    }
    if (!isUnder(host, domain)) {
      report({
        code: 'host-outside-domain',
        severity: 'warning',
        path: [...path, 'host'],
        message: `'${host}' is not under '${domain}', so its DNS record is yours to make`,
        fix: 'lead it to the relay by a CNAME record',
      });
      continue;
    }
    const label = host === domain ? '' : host.slice(0, -domain.length - 1);
    const region = regions.find((name) => label.startsWith(`${name}-`));
    if (INSTANCE.test(region === undefined ? label : label.slice(region.length + 1))) {
      report({
        code: 'host-reserved',
        path: declared.host === undefined ? path : [...path, 'host'],
        ...(declared.host === undefined ? { part: 'key' } : {}),
        message: `'${host}' is the name of a relay instance`,
        fix: 'give the application another host',
      });
    }
  }
};
