import { parseRange, rangeText } from '../ipv4';
import { given } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';
import type { Survey } from '../survey';

/** Ranges begin where they say: Azure would store another text than the one declared, and show a change for ever. */
export const ranges: Rule = (survey, report) => {
  for (const [path, text] of declaredRanges(survey)) {
    const range = parseRange(text);
    if (range !== undefined && text.includes('/') && rangeText(range) !== text) {
      report({
        code: 'range-start',
        path,
        message: 'does not begin where its prefix length says',
        given: given(text),
        fix: `write ${rangeText(range)}`,
      });
    }
  }
};

function* declaredRanges(survey: Survey): Generator<readonly [Path, string]> {
  const { declaration, azure } = survey;
  yield* listed(['relay', 'endpointCidrs'], declaration.relay?.endpointCidrs);
  yield* listed(['targets', 'azure', 'allowedIps'], azure?.allowedIps);
  for (const [name, region] of Object.entries(azure?.regions ?? {})) {
    if (region.addressSpace !== undefined) {
      yield [['targets', 'azure', 'regions', name, 'addressSpace'], region.addressSpace];
    }
  }
  for (const { path, declared, subnet } of survey.groups) {
    yield* listed([...path, 'proxy', 'cidrs'], declared.proxy?.cidrs);
    for (const [name, { to }] of Object.entries(declared.egress?.allow ?? {})) {
      yield* listed([...path, 'egress', 'allow', name, 'to'], to);
    }
    if (subnet !== undefined) {
      const at = [...path, 'placement', 'subnet'];
      if ('id' in subnet) {
        yield* listed([...at, 'addressPrefixes'], subnet.addressPrefixes);
      } else {
        yield [[...at, 'addressPrefix'], subnet.addressPrefix];
      }
    }
  }
  for (const { path, declared } of survey.applications) {
    yield* listed([...path, 'backendCidrs'], declared.backendCidrs);
  }
}

function* listed(path: Path, texts: readonly string[] | undefined): Generator<readonly [Path, string]> {
  for (const [index, text] of (texts ?? []).entries()) {
    yield [[...path, index], text];
  }
}
