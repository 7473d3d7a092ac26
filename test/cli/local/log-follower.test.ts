import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogFollower } from '../../../cli/local/log-follower';
import { until } from '../../e2e/until';
import { scratchFolder } from '../run-cli';

const folder = scratchFolder();

test('whole lines are told, with the name of their process, as they come', async () => {
  const told: string[] = [];
  const add = (name: string, text: string | Buffer) => appendFileSync(join(folder, `${name}.log`), text);
  const follower = new LogFollower(folder, (name, line) => told.push(`${name}: ${line}`));
  add('relay-r0', 'one\ntw');
  await until('the first line', () => told.length > 0);
  const [first = 0, ...rest] = Buffer.from('ö');
  add('relay-r0', Buffer.concat([Buffer.from('o '), Buffer.from([first])]));
  add('relay-r0', Buffer.concat([Buffer.from(rest), Buffer.from('\n')]));
  add('connector-hq-0', 'three\n');
  follower.close();
  expect(told).toEqual(['relay-r0: one', 'connector-hq-0: three', 'relay-r0: two ö']);
});
