import { didYouMean, given } from '../wording';
import type { Rule } from './rule';

/** No application asks for sign-in at the relay, which the relay does not enforce yet; providers that are named exist. */
export const preAuthentication: Rule = (survey, report) => {
  const providers = Object.keys(survey.declaration.relay?.signIn ?? {});
  for (const { name, path, declared } of survey.applications) {
    const wanted = declared.preAuthentication;
    if (wanted === undefined || wanted === 'passthrough') {
      continue;
    }
    const at = [...path, 'preAuthentication'];
    report({
      code: 'sign-in-not-enforced',
      path: at,
      part: 'key',
      message: `application '${name}' asks for sign-in at the relay, which the relay does not enforce yet, so this declaration cannot be served`,
      fix: "declare 'preAuthentication: passthrough' and let the application itself sign users in",
    });
    if (!providers.includes(wanted.provider) && survey.isWhole(['relay', 'signIn'])) {
      report({
        code: 'unknown-sign-in-provider',
        path: [...at, 'provider'],
        message: 'there is no such sign-in provider',
        given: given(wanted.provider),
        allowed: providers.length === 0 ? 'none: relay.signIn declares none' : providers.sort().join(', '),
        fix: didYouMean(wanted.provider, providers, 'declare it in relay.signIn'),
      });
    }
  }
};
