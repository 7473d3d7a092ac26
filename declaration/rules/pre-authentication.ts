import { didYouMean, given } from '../wording';
import type { Rule } from './rule';

/** Sign-in providers that applications name exist. */
export const preAuthentication: Rule = (survey, report) => {
  const providers = Object.keys(survey.declaration.relay?.signIn ?? {});
  for (const { path, declared } of survey.applications) {
    const wanted = declared.preAuthentication;
    if (wanted === undefined || wanted === 'passthrough') {
      continue;
    }
    if (!providers.includes(wanted.provider) && survey.isWhole(['relay', 'signIn'])) {
      report({
        code: 'unknown-sign-in-provider',
        path: [...path, 'preAuthentication', 'provider'],
        message: 'there is no such sign-in provider',
        given: given(wanted.provider),
        allowed: providers.length === 0 ? 'none: relay.signIn declares none' : providers.sort().join(', '),
        fix: didYouMean(wanted.provider, providers, 'declare it in relay.signIn'),
      });
    }
  }
};
