import type { Rule } from './rule';

/** A group says what it must carry, or how many connectors it has: one of the two, and whole. */
export const sizeOrLoad: Rule = (survey, report) => {
  for (const { name, path, declared, onAzure, whole } of survey.groups) {
    if (!whole) {
      continue;
    }
    const { load, size, connectors } = declared;
    if (load !== undefined && (size !== undefined || connectors !== undefined)) {
      report({
        code: 'size-and-load',
        path: [...path, connectors === undefined ? 'size' : 'connectors'],
        part: 'key',
        message: `group '${name}' declares both load and an explicit size or number of connectors`,
        fix: 'keep load and let the planner choose, or remove load',
      });
    } else if (load === undefined && connectors === undefined) {
      report({
        code: 'no-size',
        path,
        part: 'key',
        message:
          size === undefined
            ? `group '${name}' declares neither load nor connectors`
            : `group '${name}' declares a size and no number of connectors`,
        fix: onAzure ? 'declare load.peakTps, or size and connectors' : 'declare load.peakTps, or connectors',
      });
    } else if (load === undefined && size === undefined && onAzure) {
      report({
        code: 'no-size',
        path: [...path, 'connectors'],
        part: 'key',
        message: `group '${name}' declares a number of connectors and no size`,
        fix: 'declare size, such as Standard_D2s_v5',
      });
    }
  }
};
