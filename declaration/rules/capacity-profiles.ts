import { builtInProfiles } from '../../capacity';
import { didYouMean, given, orList } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';

/** Capacity profiles that are named exist, and own ones have names of their own. */
export const capacityProfiles: Rule = (survey, report) => {
  const { capacity } = survey.declaration;
  for (const name of Object.keys(capacity?.profiles ?? {})) {
    if (Object.hasOwn(builtInProfiles, name)) {
      report({
        code: 'profile-taken',
        path: ['capacity', 'profiles', name],
        part: 'key',
        message: 'the kit has a profile of this name',
        fix: 'give your own another name',
      });
    }
  }
  if (!survey.isWhole(['capacity', 'profiles'])) {
    return;
  }
  const check = (path: Path, profile: string | undefined): void => {
    if (profile !== undefined && survey.profile(profile) === undefined) {
      report({
        code: 'unknown-profile',
        path,
        message: 'there is no such capacity profile',
        given: given(profile),
        allowed: orList(survey.profileNames),
        fix: didYouMean(profile, survey.profileNames, 'declare it in capacity.profiles'),
      });
    }
  };
  check(['capacity', 'profile'], capacity?.profile);
  for (const { path, declared } of survey.groups) {
    check([...path, 'capacity', 'profile'], declared.capacity?.profile);
  }
};
