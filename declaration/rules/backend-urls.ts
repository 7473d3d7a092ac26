import { isUnusable } from '../backend-url';
import { parseRange, contains } from '../ipv4';
import { given } from '../wording';
import type { Rule } from './rule';

/**
 * Addresses at which a machine finds its own identity's tokens and Azure's agent: no network rule filters them, so a
 * published one would hand out the machine.
 */
const PLATFORM = ['169.254.0.0/16', '168.63.129.16/32', '0.0.0.0/8'].flatMap(
  (text) => parseRange(text) ?? [],
);
/** The machine itself. On docker and local a backend may live there. */
const LOOPBACK = parseRange('127.0.0.0/8');

/** A backend URL can be dialled and holds no password. */
export const backendUrls: Rule = (survey, report) => {
  for (const { group, path, declared, backend } of survey.applications) {
    if (isUnusable(backend)) {
      report({
        code: 'url',
        path: [...path, 'url'],
        message: backend.reason,
        given: given(declared.url),
        fix: backend.fix,
      });
      continue;
    }
    const address = backend.isAddress ? parseRange(backend.host) : undefined;
    const own =
      backend.host === 'localhost' ||
      (address !== undefined && LOOPBACK !== undefined && contains(LOOPBACK, address));
    if (
      (address !== undefined && PLATFORM.some((range) => contains(range, address))) ||
      (group.onAzure && own)
    ) {
      report({
        code: 'backend-machine',
        path: [...path, 'url'],
        message: "leads to the connector's own machine or to its cloud platform, not to a backend",
        given: given(declared.url),
        fix: 'name the address of the application',
      });
    }
    const ranges = declared.backendCidrs?.flatMap((text) => parseRange(text) ?? []);
    if (address !== undefined && ranges?.some((range) => contains(range, address)) === false) {
      report({
        code: 'range-misses',
        path: [...path, 'backendCidrs'],
        message: `does not hold the backend's address ${backend.host}`,
        fix: 'remove it: an address needs no ranges',
      });
    }
  }
};
