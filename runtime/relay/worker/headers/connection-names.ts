/** Whether a value of Connection names headers that would pass if it did not (RFC 9110, 7.6.1). */
export function namesOthers(value: string): boolean {
  switch (value.toLowerCase()) {
    case 'keep-alive':
    case 'close':
    case 'upgrade':
    case 'keep-alive, upgrade':
    case 'te':
      return false;
    default:
      return true;
  }
}

/** What all the Connection headers of a message name, lower case. */
export function connectionNames(rawHeaders: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'connection') continue;
    for (const name of (rawHeaders[i + 1] ?? '').toLowerCase().split(',')) names.add(name.trim());
  }
  return names;
}
