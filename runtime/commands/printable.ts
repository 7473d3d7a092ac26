/** Text of another process or machine as a terminal may show it: on one line, control characters replaced. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '?');
}
