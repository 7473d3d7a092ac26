/**
 * Where a stack's local state is, seen from the stack's folder `<out>/stacks/<stack>`: beside `<out>`, so that
 * writing `<out>` anew never touches it.
 */
export function localStatePath(stack: string): string {
  return `../../../terraform.${stack}.tfstate`;
}
