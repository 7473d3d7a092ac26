import { schemaAt } from '../schema-node';
import { given } from '../wording';
import type { Rule } from './rule';
import type { Path } from '../finding';
import type { Problem } from '../problem';

/** What Terraform would evaluate. */
const TEMPLATE = /[$%]\{/;

/** No text is one that Terraform would evaluate: a declaration is data. */
export const templates: Rule = (survey, report) => {
  if (hasTemplate(survey.declaration)) {
    look(survey.declaration, [], report);
  }
};

function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') {
    return TEMPLATE.test(value);
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTemplate);
}

function look(value: unknown, path: Path, report: (problem: Problem) => void): void {
  if (typeof value === 'string') {
    if (TEMPLATE.test(value)) {
      report({
        code: 'template',
        path,
        message: "holds '${' or '%{', which Terraform would evaluate",
        ...(schemaAt(path).secret ? {} : { given: given(value) }),
        fix: 'write the value itself',
      });
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      look(item, [...path, index], report);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      look(item, [...path, key], report);
    }
  }
}
