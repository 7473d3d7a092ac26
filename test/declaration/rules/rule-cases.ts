/** What a rule accepts and what it refuses. */
export interface RuleCases {
  /** File name of the rule. */
  readonly rule: string;
  readonly accepts: readonly Case[];
  readonly refuses: readonly (Case & { readonly findings: readonly string[] })[];
}

export interface Case {
  readonly name: string;
  /** The declaration. */
  readonly text: string;
  /** Files beside it. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A group of two connectors with these applications, each `name: {...}`, from the next line on. */
export function applications(...lines: readonly string[]): string {
  return `groups:
  hq:
    size: Standard_D2s_v5
    connectors: 2
    applications:
${lines.map((line) => `      ${line}\n`).join('')}`;
}

/** Groups, each `name: {...}` in one line. */
export function groups(...lines: readonly string[]): string {
  return `groups:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Size and count of a group in one line. */
export const TWO = 'size: Standard_D2s_v5, connectors: 2';
