/** What a library or the system threw, without asking which `Error` it is: tests run beside a second one. */
interface Fault {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
}

/** The first line of the message. */
export function messageOf(error: unknown): string {
  const { message } = faultOf(error);
  return typeof message === 'string' ? (message.split('\n')[0] ?? '') : String(error);
}

/** `ENOENT`, or a service's own code such as `ContainerNotFound`. */
export function codeOf(error: unknown): string | undefined {
  const { code } = faultOf(error);
  return typeof code === 'string' ? code : undefined;
}

/** Status of an HTTP answer. */
export function statusOf(error: unknown): number | undefined {
  const { statusCode } = faultOf(error);
  return typeof statusCode === 'number' ? statusCode : undefined;
}

function faultOf(error: unknown): Fault {
  return typeof error === 'object' && error !== null ? error : {};
}
