import type { LocalExecProvisioner } from 'cdktf';
import { literal } from '../shared/literal';

/**
 * Runs a POSIX shell script beside `terraform apply`. Values may be references. The script comes by the
 * environment too: Terraform prints the whole command when it fails, and its reason would drown in it.
 */
export function localExec(
  script: string,
  environment: Readonly<Record<string, string>>,
): LocalExecProvisioner {
  const provisioner: LocalExecProvisioner & { readonly quiet: boolean } = {
    type: 'local-exec',
    interpreter: ['/bin/sh', '-c'],
    command: 'eval "$SCRIPT"',
    environment: { ...environment, SCRIPT: literal(script) },
    quiet: true,
  };
  return provisioner;
}
