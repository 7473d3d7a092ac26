/**
 * The value with every text written so that Terraform takes it as it is: `${` and `%{` begin a template,
 * doubled they do not. Keys are escaped too.
 *
 * Source: https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal<T>(value: T): T;
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\$\{/g, '$$$${').replace(/%\{/g, '%%{');
  if (Array.isArray(value)) return value.map((item: unknown) => literal(item));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [literal(key), literal(item)]));
  }
  return value;
}
