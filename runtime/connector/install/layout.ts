import { join } from 'node:path';

/** Where the program and its files are on a host. */
export interface HostLayout {
  readonly configuration: string;
  readonly bootstrap: string;
  readonly proxyCredentials: string;
  readonly state: string;
  /** Where systemd puts the state of a service whose user is made for the run; `state` is a link to it then. */
  readonly privateState: string;
  readonly token: string;
  readonly home: string;
  readonly releases: string;
  /** Link to the release that runs. */
  readonly current: string;
  /** Link on the command path. */
  readonly command: string;
  readonly units: string;
}

/** @param root directory that stands for `/`: for images and tests */
export function hostLayout(root: string): HostLayout {
  const at = (path: string): string => join(root, path);
  return {
    configuration: at('/etc/app-proxy'),
    bootstrap: at('/etc/app-proxy/connector.json'),
    proxyCredentials: at('/etc/app-proxy/proxy-credentials'),
    state: at('/var/lib/app-proxy'),
    privateState: at('/var/lib/private/app-proxy'),
    token: at('/var/lib/app-proxy/token'),
    home: at('/opt/app-proxy'),
    releases: at('/opt/app-proxy/releases'),
    current: at('/opt/app-proxy/current'),
    command: at('/usr/local/bin/app-proxy'),
    units: at('/etc/systemd/system'),
  };
}
