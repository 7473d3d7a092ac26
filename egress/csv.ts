import { destinationTexts, type EgressPage } from './page';

const COLUMNS = ['group', 'from', 'rule', 'kind', 'to', 'names', 'port', 'protocol', 'why'] as const;

/**
 * The page for the firewall team as CSV (RFC 4180, lines end in CR LF): one line a destination and port. The last
 * lines of a group deny everything else.
 */
export function egressCsv(page: EgressPage): string {
  const lines = page.groups.flatMap(({ group, from, rules }) => [
    ...rules.flatMap(({ name, destination, ports, protocol, why }) =>
      destinationTexts(destination).flatMap((to) =>
        ports.map((port) => {
          const names = destination.kind === 'service-tag' ? destination.hosts.join(' ') : '';
          return [group, from, name, destination.kind, to, names, String(port), protocol, why];
        }),
      ),
    ),
    [group, from, 'deny-out', 'any', 'any', '', 'any', 'any', 'deny everything else'],
    [group, 'any', 'deny-in', 'any', from, '', 'any', 'any', 'a connector accepts no connection'],
  ]);
  return [COLUMNS, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run a cell that begins with one of these as a formula; the apostrophe makes it text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
