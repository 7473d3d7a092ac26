/** A number for a line of arithmetic: at most `digits` decimals, a point, no thousands separator. */
export function numberText(value: number, digits = 1): string {
  return Number(value.toFixed(digits)).toString();
}
