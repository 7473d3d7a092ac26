import type { ErrorObject } from 'ajv';
import * as compiled from './validator.generated';

interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

const { validateDeclaration, validateGroupsFile } = compiled as unknown as {
  validateDeclaration: CompiledValidator;
  validateGroupsFile: CompiledValidator;
};

/** What is wrong with a value by the schema of the declaration. */
export function declarationErrors(value: unknown): readonly ErrorObject[] {
  return validateDeclaration(value) ? [] : (validateDeclaration.errors ?? []);
}

/** What is wrong with a value by the schema of an included file. */
export function groupsFileErrors(value: unknown): readonly ErrorObject[] {
  return validateGroupsFile(value) ? [] : (validateGroupsFile.errors ?? []);
}
