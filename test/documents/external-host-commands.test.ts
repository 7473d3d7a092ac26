import { externalHostCommands } from '../../documents/external-host-commands';
import { deployment, groupOf, type GroupOptions } from '../deployment';

function commandsOf(group: GroupOptions) {
  const declared = deployment({ groups: { branch: group } });
  return externalHostCommands(declared, groupOf(declared, 'branch'));
}

describe('the commands for hosts of your own', () => {
  test('make a token, carry it by file, install, check', () => {
    expect(commandsOf({ placement: 'external' })).toEqual([
      '# on a relay instance, once: a token for this group, valid for a day',
      'app-proxy token create --deployment contoso --group branch --expires 24h --out branch.token',
      '# copy branch.token to each of the 2 hosts by a file copy that you trust; then on each',
      'app-proxy connector install --deployment contoso --group branch --relay apps.example.com --token-file branch.token',
      'app-proxy wait-in-service --timeout 5m',
      '# on each host that is taken out of the group',
      'app-proxy connector uninstall',
    ]);
  });

  test('carry the outbound proxy, its credentials by file, quoted for the shell', () => {
    const proxy = {
      url: 'http://proxy.corp.example:3128',
      host: 'proxy.corp.example',
      port: 3128,
      cidrs: [],
      credentials: { file: "/etc/it's here" },
    };
    const install = commandsOf({ placement: 'external', proxy }).find((line) => line.includes(' install '));
    expect(install).toContain(
      "--proxy http://proxy.corp.example:3128 --proxy-credentials-file '/etc/it'\\''s here' --token-file branch.token",
    );
  });

  test('fail for a group whose machines the kit makes', () => {
    expect(() => commandsOf({})).toThrow(
      "groups.branch has machines of its own; only a group with placement 'external' is installed by hand",
    );
  });
});
