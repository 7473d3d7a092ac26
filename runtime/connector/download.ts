import { reasonOf } from '../dial/dial-error';
import { MAX_TRUST_BYTES } from './limits';

/** Proxy for what is downloaded. */
export interface DownloadProxy {
  readonly url: string;
  /** `user:password` */
  readonly credentials?: () => Promise<string>;
}

/** Seconds for one attempt of a download. */
export const DOWNLOAD_SECONDS = 30;

/** Reads a small text from the storage account with a managed identity. */
export function blobDownload(
  proxy: DownloadProxy | undefined,
): (url: string, identity: string, signal: AbortSignal) => Promise<string> {
  return async (url, identity, signal) => {
    const [{ ManagedIdentityCredential }, { BlobClient }] = await Promise.all([
      import('@azure/identity'),
      import('@azure/storage-blob'),
    ]);
    const credential = new ManagedIdentityCredential({ resourceId: identity });
    const client = new BlobClient(url, credential, {
      retryOptions: { maxTries: 2, tryTimeoutInMs: DOWNLOAD_SECONDS * 1000 },
      ...(proxy !== undefined && { proxyOptions: await proxyOptions(proxy) }),
    });
    try {
      const buffer = await client.downloadToBuffer(0, undefined, {
        abortSignal: signal,
        maxRetryRequestsPerBlock: 1,
      });
      if (buffer.length > MAX_TRUST_BYTES) {
        throw new Error(`it has ${buffer.length} bytes, allowed: ${MAX_TRUST_BYTES}`);
      }
      return buffer.toString('utf8');
    } catch (error) {
      throw new Error(`${url} cannot be read: ${reasonOf(error)}`, { cause: error });
    }
  };
}

async function proxyOptions({ url, credentials }: DownloadProxy): Promise<{
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
}> {
  const { protocol, hostname, port } = new URL(url);
  const address = {
    host: `${protocol}//${hostname}`,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
  if (credentials === undefined) return address;
  const text = (await credentials()).trim();
  const at = text.indexOf(':');
  return { ...address, username: text.slice(0, at), password: text.slice(at + 1) };
}
