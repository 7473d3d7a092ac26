import type { Application, Deployment } from '../../declaration/model';
import { count } from '../layout';
import { type UserAnswer, userRequest } from './user-request';

/** Header in which relay instances of a local topology name the connector. */
const CONNECTOR_HEADER = 'x-app-proxy-connector';

/** How an application answered. */
export interface Trial {
  readonly application: string;
  readonly group: string;
  readonly url: string;
  /** Status of the answer; absent where there was none. */
  readonly status?: number;
  /** `group/slot` of the connector, where the answer names one. */
  readonly connector?: string;
  readonly milliseconds: number;
  /** The sample backend of this application has answered. */
  readonly ok: boolean;
  /** What went wrong, where something did. */
  readonly error?: string;
  /** The declaration asks for a sign-in, which is not there on this machine. */
  readonly signInLeftOut: boolean;
}

export interface TrialOptions {
  /** The deployment as it was declared. */
  readonly declared: Deployment;
  /** The same as `localDeployment` made it. */
  readonly local: Deployment;
  /** Port of the entry address. */
  readonly port: number;
  /** Trust bundle, PEM. */
  readonly trust: string;
  /** `group/slot` of the connector with an id. */
  readonly connectorName: (id: string) => Promise<string | undefined>;
}

/** Sends one request through each application, one after the other. */
export async function tryApplications(options: TrialOptions): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const group of Object.values(options.local.groups)) {
    for (const application of Object.values(group.applications)) {
      trials.push(await tryApplication(application, options));
    }
  }
  return trials;
}

/** External URL of an application. */
export function externalUrl({ host, path }: Application, port: number): string {
  return `https://${host}:${port}${path}`;
}

async function tryApplication(application: Application, options: TrialOptions): Promise<Trial> {
  const { port, trust, declared } = options;
  const { name, group, path } = application;
  const asked = declared.groups[group]?.applications[name]?.preAuthentication;
  const about = {
    application: name,
    group,
    url: externalUrl(application, port),
    signInLeftOut: asked !== undefined && asked !== 'passthrough',
  };
  const began = performance.now();
  try {
    const answer = await userRequest({
      ...{ port, trust, host: application.host },
      path: `${path.replace(/\/$/, '')}/echo`,
      headers: { accept: 'application/json' },
    });
    const error = fault(answer, application);
    const id = answer.headers[CONNECTOR_HEADER];
    const connector = typeof id === 'string' ? await options.connectorName(id) : undefined;
    return {
      ...about,
      status: answer.status,
      ...(connector !== undefined && { connector }),
      milliseconds: answer.milliseconds,
      ok: error === undefined,
      ...(error !== undefined && { error }),
    };
  } catch (error) {
    return {
      ...about,
      milliseconds: performance.now() - began,
      ok: false,
      error: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Why the answer is not that of the application's sample backend. */
function fault({ status, text }: UserAnswer, { name, group }: Application): string | undefined {
  if (status !== 200) {
    return `status ${status}`;
  }
  try {
    const answer = JSON.parse(text) as { readonly application?: unknown; readonly group?: unknown };
    return answer.application === name && answer.group === group
      ? undefined
      : `answered by application ${String(answer.application)} of group ${String(answer.group)}`;
  } catch {
    return `an answer of ${count(text.length, 'character')} that is not the sample backend's`;
  }
}
