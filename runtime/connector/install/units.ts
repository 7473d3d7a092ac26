/** Seconds that the service has to finish its requests after SIGTERM, before it is killed. */
export const UNIT_DRAIN_SECONDS = 240;
/** Seconds between `TimeoutStopSec` and the connector's own deadline, so that it ends by itself. */
const DRAIN_MARGIN_SECONDS = 10;

/** Seconds without a sign of life after which the service is started anew. */
const WATCHDOG_SECONDS = 60;

/** A systemd unit: its name and text. */
export interface Unit {
  readonly name: string;
  readonly text: string;
}

export const CONNECTOR_UNIT_NAME = 'app-proxy-connector.service';

/** @param proxyCredentials file with the proxy's credentials, which root alone reads: systemd hands a copy to the service */
export function connectorUnit(proxyCredentials: string | undefined): Unit {
  const sections = {
    Unit: [
      'Description=app-proxy: connector',
      'Wants=network-online.target',
      'After=network-online.target',
      'StartLimitIntervalSec=0',
    ],
    Service: [
      'Type=notify',
      // The message comes from a child: Node.js cannot send it itself.
      'NotifyAccess=all',
      `WatchdogSec=${WATCHDOG_SECONDS}`,
      "ExecStartPre=/bin/sh -c 'cd /opt/app-proxy/current && exec sha256sum --check --status sha256'",
      `ExecStart=/usr/local/bin/app-proxy connector --config /etc/app-proxy/connector.json --drain-seconds ${UNIT_DRAIN_SECONDS - DRAIN_MARGIN_SECONDS}`,
      'Restart=always',
      'RestartSec=5',
      `TimeoutStopSec=${UNIT_DRAIN_SECONDS}`,
      'LimitNOFILE=1048576',
      'SyslogIdentifier=app-proxy',
      'DynamicUser=yes',
      'User=app-proxy',
      'UMask=0077',
      'StateDirectory=app-proxy',
      'StateDirectoryMode=0700',
      'RuntimeDirectory=app-proxy',
      ...(proxyCredentials === undefined ? [] : [`LoadCredential=proxy-credentials:${proxyCredentials}`]),
      'ProtectSystem=strict',
      'CapabilityBoundingSet=',
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
    ],
    Install: ['WantedBy=multi-user.target'],
  };
  const text = Object.entries(sections).map(([section, lines]) => [`[${section}]`, ...lines, ''].join('\n'));
  return { name: CONNECTOR_UNIT_NAME, text: text.join('\n') };
}
