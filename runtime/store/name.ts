import { MAX_FOLDERS, MAX_NAME_LENGTH } from './limits';
import { StoreError } from './store-error';

const PART = '[A-Za-z0-9][A-Za-z0-9._-]*';
const NAME = new RegExp(`^(?:${PART}/){0,${MAX_FOLDERS}}${PART}$`);
const PREFIX = new RegExp(`^(?:${PART}/){0,${MAX_FOLDERS}}(?:${PART})?$`);

/** Whether a text may have this name. Parts begin with a letter or digit, so none is `..` or hidden. */
export function isName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && NAME.test(name);
}

/** @throws StoreError with the code `bad-name` */
export function checkName(name: string): void {
  if (!isName(name)) throw badName('name', name);
}

/** @throws StoreError with the code `bad-name` */
export function checkPrefix(prefix: string): void {
  if (prefix.length > MAX_NAME_LENGTH || !PREFIX.test(prefix)) throw badName('prefix', prefix);
}

function badName(what: string, given: string): StoreError {
  return new StoreError(
    'bad-name',
    `${what} '${given.slice(0, 80)}' of a stored text: expected at most ${MAX_NAME_LENGTH} characters, letters, digits, ` +
      `'.', '_' and '-', each part beginning with a letter or digit, at most ${MAX_FOLDERS} folders`,
  );
}
