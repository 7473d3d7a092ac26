import { findVmSize, vmSeries, vmSizes as table } from '../../capacity';
import { didYouMean, given, orList } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';

/** VM sizes and series are in the kit's table. */
export const vmSizes: Rule = (survey, report) => {
  const { capacity, relay } = survey.declaration;
  const names = table.map(({ name }) => name);
  const check = (path: Path, size: string | undefined, part: 'key' | 'value' = 'value'): void => {
    if (size !== undefined && findVmSize(size) === undefined) {
      report({
        code: 'unknown-size',
        path,
        part,
        message: "is not in the kit's table of VM sizes",
        given: given(size),
        fix: didYouMean(size, names, '`app-proxy schema --sizes` lists them'),
      });
    }
  };
  check(['relay', 'size'], relay?.size);
  for (const { path, declared } of survey.groups) {
    check([...path, 'size'], declared.size);
  }
  for (const size of Object.keys(capacity?.prices ?? {})) {
    check(['capacity', 'prices', size], size, 'key');
  }
  const series = capacity?.series;
  if (series !== undefined && !vmSeries().includes(series)) {
    report({
      code: 'unknown-series',
      path: ['capacity', 'series'],
      message: "is not in the kit's table of VM series",
      given: given(series),
      allowed: orList(vmSeries()),
      ...suggestion(series),
    });
  }
};

function suggestion(series: string): { readonly fix?: string } {
  const fix = didYouMean(series, vmSeries(), '');
  return fix === '' ? {} : { fix };
}
