import { isObject, type Json } from './json';

/** One reference to a resource or data source inside a template: `azurerm_lb.users.id`. */
export interface Reference {
  readonly data: boolean;
  readonly type: string;
  readonly name: string;
  /** What follows the name, split: `['ip_configuration', 0, 'name']`. Empty for the whole object. */
  readonly path: readonly (string | number)[];
}

const REFERENCE =
  /(?<![\w.$-])(data\.)?([a-z][a-z0-9]*_\w+)\.([\w-]+)((?:\.[a-z_]\w*|\.\d+|\[(?:\d+|"[^"]*")\])*)/g;

/**
 * Passes every reference of `text`'s `${...}` templates through `replace`, which returns an expression or
 * `undefined` to leave it. Text inside quotes within an expression is treated like the rest.
 */
export function mapTemplate(text: string, replace: (reference: Reference) => string | undefined): string {
  return templates(text)
    .map((part) => (part.template ? mapExpression(part.text, replace) : part.text))
    .join('');
}

/** Passes every reference of a bare expression (as in `depends_on`) through `replace`. */
export function mapExpression(text: string, replace: (reference: Reference) => string | undefined): string {
  return text.replace(
    REFERENCE,
    (found: string, data: string | undefined, type: string, name: string, rest: string) =>
      replace({ data: data !== undefined, type, name, path: splitPath(rest) }) ?? found,
  );
}

/** The expression, where all of `text` is one template: `${x.y.id}` -> `x.y.id`. */
export function onlyExpression(text: string): string | undefined {
  const parts = templates(text);
  return parts.length === 1 && parts[0]?.template === true ? parts[0].text.slice(2, -1) : undefined;
}

/** Every reference of every string in `value`. */
export function referencesIn(value: Json | undefined): Reference[] {
  const found: Reference[] = [];
  const visit = (one: Json): void => {
    if (typeof one === 'string') {
      mapTemplate(one, (reference) => {
        found.push(reference);
        return undefined;
      });
    } else if (Array.isArray(one)) {
      (one as readonly Json[]).forEach(visit);
    } else if (isObject(one)) {
      Object.values(one).forEach(visit);
    }
  };
  if (value !== undefined) {
    visit(value);
  }
  return found;
}

/** Cuts `text` into literal stretches and `${...}` templates; `$${` is literal. */
function templates(text: string): { template: boolean; text: string }[] {
  const parts: { template: boolean; text: string }[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('$${', at)) {
      at += 3;
    } else if (text.startsWith('${', at)) {
      if (at > start) {
        parts.push({ template: false, text: text.slice(start, at) });
      }
      start = at;
      at = templateEnd(text, at);
      parts.push({ template: true, text: text.slice(start, at) });
      start = at;
    } else {
      at += 1;
    }
  }
  if (start < text.length) {
    parts.push({ template: false, text: text.slice(start) });
  }
  return parts;
}

function templateEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') {
      depth += 1;
    } else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  throw new Error(`template is not closed: ${text.slice(start, start + 80)}`);
}

function splitPath(rest: string): (string | number)[] {
  return [...rest.matchAll(/\.([a-z_]\w*)|[.[](\d+)\]?|\["([^"]*)"\]/g)].map(([, attribute, index, key]) =>
    index === undefined ? (attribute ?? key ?? '') : Number(index),
  );
}
