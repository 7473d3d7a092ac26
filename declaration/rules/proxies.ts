import { isUnusable, parseEndpoint } from '../backend-url';
import { given } from '../wording';
import type { Rule } from './rule';

/** An outbound proxy can be dialled, holds no password, and can be matched by the rules of its group. */
export const proxies: Rule = (survey, report) => {
  for (const { name, path, declared, onAzure, mode, placed } of survey.groups) {
    if (!placed || declared.proxy === undefined) {
      continue;
    }
    const { url, cidrs } = declared.proxy;
    const at = [...path, 'proxy', 'url'];
    const endpoint = parseEndpoint(url);
    if (isUnusable(endpoint)) {
      const credentials = endpoint.reason.includes('password')
        ? '; name them by reference in proxy.credentials'
        : '';
      report({
        code: 'url',
        path: at,
        message: endpoint.reason,
        given: given(url),
        fix: endpoint.fix + credentials,
      });
    } else if (endpoint.path !== '') {
      report({
        code: 'url',
        path: at,
        message: 'has a path, which a proxy does not',
        given: given(url),
        fix: 'end the URL after the port',
      });
    } else if (onAzure && mode !== 'firewall' && !endpoint.isAddress && cidrs === undefined) {
      report({
        code: 'needs-ranges',
        path: at,
        message:
          `the proxy of group '${name}' is given by name ('${endpoint.host}'), ` +
          `and in egress mode '${mode}' rules match addresses only`,
        fix: `declare proxy.cidrs, or egress mode 'firewall' for group '${name}'`,
      });
    }
  }
};
