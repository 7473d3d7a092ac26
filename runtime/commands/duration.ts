const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** Seconds of a duration such as `90s`, `5m` or `2h`; a bare number is seconds. Undefined for anything else. */
export function durationSeconds(text: string): number | undefined {
  const match = /^([0-9]{1,9})([smh]?)$/.exec(text);
  if (match === null) return undefined;
  const [, number = '', unit = ''] = match;
  return Number(number) * (SECONDS[unit] ?? 1);
}
