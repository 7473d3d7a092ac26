import { egressCsv } from '../../egress/csv';
import { egressJson } from '../../egress/json';
import { egressMarkdown } from '../../egress/markdown';
import { egressPage } from '../../egress/page';
import { deployment } from '../deployment';
import { parseCsv } from './parse-csv';

const COMMANDS = ['=cmd()', '+1', '-1', '@sum', '\tx', '\rx'];

function withReason(why: string) {
  const allow = { odd: { to: ['10.9.0.1'], ports: [1], protocol: 'tcp' as const, why } };
  return egressPage(deployment({ groups: { hq: { egress: { allow } } } }));
}

describe('the page for the firewall team', () => {
  test('says for each group who, where to, which port and why, then deny', () => {
    const text = egressMarkdown(egressPage(deployment()));
    expect(text).toContain('## hq\n\nFrom: subnet app-proxy-connectors in westeurope\n');
    expect(text).toContain('| backend-erp | 10.10.4.0/24 | 443 | tcp | backend of application erp |');
    expect(text).toContain('| (all else) | any | any | any | deny, out and in |');
  });

  test('names the host behind a service tag, for a firewall that matches names', () => {
    expect(egressMarkdown(egressPage(deployment()))).toMatch(
      /\| storage \| Storage\.westeurope<br>\(by name: stcontoso[0-9a-f]{6}\.blob\.core\.windows\.net\) \| 443 \|/,
    );
  });

  test('says where the addresses of the relay endpoints come from until they are declared', () => {
    const unknown = egressPage(deployment());
    const known = egressPage(deployment({ relay: { endpointCidrs: ['20.0.0.0/28'] } }));
    expect(egressMarkdown(unknown)).toContain('The addresses behind "relay endpoints" are not known yet.');
    expect(egressJson(unknown)).toContain('write them to relay.endpointCidrs');
    expect(egressMarkdown(known)).not.toContain('relay endpoints" are not known');
    expect(egressMarkdown(known)).toContain('| relay | 20.0.0.0/28 | 443 | tcp |');
  });

  test('says what is not needed, and why', () => {
    const text = egressMarkdown(egressPage(deployment()));
    expect(text).toContain(
      '- identity (AzureActiveDirectory): tokens of the managed identity come from 169.254.169.254, which network rules do not filter',
    );
    expect(text).toContain(
      "- DNS: Azure's resolver 168.63.129.16 is used, which network rules do not filter",
    );
    expect(text).toContain('- updates: the runtime comes through the relay port');
  });

  test('says of an external group what its hosts must have open already', () => {
    const text = egressMarkdown(egressPage(deployment({ groups: { branch: { placement: 'external' } } })));
    expect(text).toContain('From: hosts of your own');
    expect(text).toContain(
      "- DNS servers and time servers: the host's own settings are used; they must be open already",
    );
    expect(text).not.toContain('Storage');
  });

  test.each(COMMANDS)('as CSV never begins a cell with what a spreadsheet runs: %j', (why) => {
    const written = egressCsv(withReason(why));
    const row = parseCsv(written).find(({ rule }) => rule === 'extra-odd');
    expect(row?.['why']).toBe(`'${why}`);
  });

  test('as CSV quotes commas, quotes and line ends', () => {
    const why = 'a "b", c\r\nd';
    const written = egressCsv(withReason(why));
    expect(written).toContain('"a ""b"", c\r\nd"\r\n');
    expect(parseCsv(written).find(({ rule }) => rule === 'extra-odd')?.['why']).toBe(why);
  });

  test('as Markdown keeps a reason in its cell and free of markup', () => {
    expect(egressMarkdown(withReason('a | b\n<script>'))).toContain('| tcp | a \\| b \\<script\\> |');
  });
});
