import { FETCH_SCRIPT_PATH } from './boot-fetch-script';
import { LOG_FACILITY, LOG_PROGRAM } from './relay-log';

/** Settings of the fetch script on a machine. */
export const FETCH_ENVIRONMENT_PATH = '/etc/app-proxy/fetch.env';
/**
 * Seconds that a service has to finish its requests after SIGTERM, before it is killed. Azure's notice of a termination
 * comes five minutes ahead.
 */
const DRAIN_SECONDS = 240;

/** Seconds between `TimeoutStopSec` and the deadline of the program itself, so that it ends by itself. */
const DRAIN_MARGIN_SECONDS = 10;
/** Seconds without a sign of life after which a service is started anew. */
const WATCHDOG_SECONDS = 60;

/** A systemd unit: its name and text. */
export interface Unit {
  readonly name: string;
  readonly text: string;
}

/** Installs the runtime, then is done. */
export const FETCH_UNIT: Unit = unit('app-proxy-fetch', {
  Unit: [
    'Description=app-proxy: fetch the runtime',
    'After=network-online.target',
    'Wants=network-online.target',
    'StartLimitIntervalSec=0',
  ],
  Service: [
    'Type=oneshot',
    'RemainAfterExit=yes',
    `EnvironmentFile=${FETCH_ENVIRONMENT_PATH}`,
    `ExecStart=${FETCH_SCRIPT_PATH}`,
    'TimeoutStartSec=infinity',
    'Restart=on-failure',
    'RestartSec=10',
    'ProtectSystem=strict',
    'ReadWritePaths=/opt /usr/local/bin',
    'CapabilityBoundingSet=CAP_DAC_OVERRIDE CAP_FOWNER',
    ...hardening(),
  ],
});

/** The connector: a user of its own, who may write its state and nothing else. */
export const CONNECTOR_UNIT: Unit = service(
  'connector',
  [`--drain-seconds ${DRAIN_SECONDS - DRAIN_MARGIN_SECONDS}`],
  ['CapabilityBoundingSet='],
);

/** A relay instance: the same, and it may listen on port 443. */
export const RELAY_UNIT: Unit = service(
  'relay',
  [],
  [
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    `SyslogFacility=${LOG_FACILITY}`,
  ],
);

function service(role: 'connector' | 'relay', options: readonly string[], settings: readonly string[]): Unit {
  const command = [`/usr/local/bin/app-proxy ${role} --config /etc/app-proxy/${role}.json`, ...options];
  return unit(`app-proxy-${role}`, {
    Unit: [
      `Description=app-proxy: ${role}`,
      'Wants=app-proxy-fetch.service',
      'After=app-proxy-fetch.service',
      'StartLimitIntervalSec=0',
    ],
    Service: [
      'Type=notify',
      // A child of the program tells: Node.js has no datagram sockets of this kind.
      'NotifyAccess=all',
      // Ready is told when it serves, and the rights of a new machine may take minutes to spread.
      'TimeoutStartSec=infinity',
      `WatchdogSec=${WATCHDOG_SECONDS}`,
      "ExecStartPre=/bin/sh -c 'cd /opt/app-proxy/current && exec sha256sum --check --status sha256'",
      `ExecStart=${command.join(' ')}`,
      'Restart=always',
      'RestartSec=5',
      `TimeoutStopSec=${DRAIN_SECONDS}`,
      'LimitNOFILE=1048576',
      `SyslogIdentifier=${LOG_PROGRAM}`,
      'DynamicUser=yes',
      'User=app-proxy',
      'UMask=0077',
      'StateDirectory=app-proxy',
      'StateDirectoryMode=0700',
      'RuntimeDirectory=app-proxy',
      'ProtectSystem=strict',
      ...settings,
      ...hardening(),
    ],
    Install: ['WantedBy=multi-user.target'],
  });
}

function hardening(): string[] {
  return [
    'NoNewPrivileges=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectHome=yes',
    'ProtectClock=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'ProtectControlGroups=yes',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    // Node.js tries a call that it can do without; being killed for it is no answer.
    'SystemCallErrorNumber=EPERM',
  ];
}

function unit(name: string, sections: Readonly<Record<string, readonly string[]>>): Unit {
  const text = Object.entries(sections).map(([section, lines]) => [`[${section}]`, ...lines, ''].join('\n'));
  return { name: `${name}.service`, text: text.join('\n') };
}
