import { isUnusable } from '../backend-url';
import type { Rule } from './rule';

/** No backend leads back to the relay. */
export const backendLoops: Rule = (survey, report) => {
  const own = new Map<string, string>();
  const { domain, declaration } = survey;
  for (const { host, name } of survey.applications) {
    if (host !== undefined) {
      own.set(host, `the external host of application '${name}'`);
    }
  }
  if (domain !== undefined) {
    own.set(domain, "the deployment's domain");
    for (const prefix of [
      '',
      ...Object.keys(declaration.relay?.regions ?? {}).map((region) => `${region}-`),
    ]) {
      for (let index = 0; index < MAX_INSTANCES; index++) {
        own.set(`${prefix}r${index}.${domain}`, 'a relay instance');
      }
    }
  }
  for (const { path, backend } of survey.applications) {
    const what = isUnusable(backend) ? undefined : own.get(backend.host);
    if (what !== undefined && !isUnusable(backend)) {
      report({
        code: 'backend-loop',
        path: [...path, 'url'],
        message: `leads back to the relay: '${backend.host}' is ${what}`,
        fix: 'name the host that the application runs on',
      });
    }
  }
};

/** Most relay instances of one region. */
const MAX_INSTANCES = 8;
