import type { ContainerClient, StoragePipelineOptions } from '@azure/storage-blob' with {
  'resolution-mode': 'import',
};
import { codeOf, messageOf, statusOf } from './fault';
import { BLOB_TRY_SECONDS, MAX_LISTED, MAX_STORED_BYTES } from './limits';
import { checkName, checkPrefix } from './name';
import type { Content, Entry, Store } from './store';
import { StoreError } from './store-error';

export interface BlobStoreOptions {
  /** Bytes of one text. @default MAX_STORED_BYTES */
  readonly maxBytes?: number;
  /** Entries that one answer to a listing holds; the service gives at most 5,000. @default 5000 */
  readonly pageSize?: number;
}

const PIPELINE: StoragePipelineOptions = {
  retryOptions: {
    maxTries: 3,
    tryTimeoutInMs: BLOB_TRY_SECONDS * 1000,
    retryDelayInMs: 500,
    maxRetryDelayInMs: 4000,
  },
};

/**
 * A container of Azure's blob storage, entered with a managed identity that is given by its resource id. Azure's
 * libraries are loaded here: most commands of the program need none of them.
 */
export async function openBlobStore(url: string, identity: string): Promise<BlobStore> {
  const [{ ManagedIdentityCredential }, { ContainerClient }] = await Promise.all([
    import('@azure/identity'),
    import('@azure/storage-blob'),
  ]);
  const credential = new ManagedIdentityCredential({ resourceId: identity });
  return new BlobStore(new ContainerClient(url.replace(/\/$/, ''), credential, PIPELINE));
}

/**
 * Texts as block blobs of a container. Conditions are the service's own (`If-Match`, `If-None-Match`), so they hold
 * between any number of writers.
 */
export class BlobStore implements Store {
  readonly place: string;
  private readonly maxBytes: number;
  private readonly pageSize: number;

  constructor(
    private readonly container: ContainerClient,
    options: BlobStoreOptions = {},
  ) {
    const { origin, pathname } = new URL(container.url);
    this.place = `${origin}${pathname}`;
    this.maxBytes = options.maxBytes ?? MAX_STORED_BYTES;
    this.pageSize = options.pageSize ?? 5000;
  }

  async list(prefix: string): Promise<readonly Entry[]> {
    checkPrefix(prefix);
    return this.guarded(`list '${prefix}'`, async () => {
      const entries: Entry[] = [];
      const pages = this.container.listBlobsFlat({ prefix }).byPage({ maxPageSize: this.pageSize });
      for await (const page of pages) {
        for (const { name, properties } of page.segment.blobItems) {
          entries.push({ name, etag: bare(properties.etag), modified: properties.lastModified });
        }
        if (entries.length > MAX_LISTED) {
          throw new StoreError(
            'too-many',
            `more than ${MAX_LISTED} texts under '${prefix}' of '${this.place}', allowed: ${MAX_LISTED}; take away what is not needed`,
          );
        }
      }
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  }

  async read(
    name: string,
    known: { readonly etag?: string } = {},
  ): Promise<Content | 'unchanged' | undefined> {
    checkName(name);
    return this.guarded(`read '${name}'`, async () => {
      const conditions = known.etag === undefined ? {} : { ifNoneMatch: quoted(known.etag) };
      try {
        const answer = await this.container.getBlobClient(name).download(0, undefined, { conditions });
        const { contentLength = 0, etag, readableStreamBody: body } = answer;
        if (contentLength > this.maxBytes) {
          body?.on('error', () => undefined);
          (body as { destroy?: () => void } | undefined)?.destroy?.();
          throw this.tooLarge(name, contentLength);
        }
        const parts: Buffer[] = [];
        for await (const part of body ?? []) parts.push(Buffer.from(part));
        return { text: Buffer.concat(parts).toString('utf8'), etag: bare(etag) };
      } catch (error) {
        if (statusOf(error) === 304) return 'unchanged';
        if (statusOf(error) === 404 && codeOf(error) !== 'ContainerNotFound') return undefined;
        throw error;
      }
    });
  }

  async create(name: string, text: string): Promise<boolean> {
    return this.upload(name, text, { ifNoneMatch: '*' });
  }

  async write(name: string, text: string, known: { readonly etag?: string } = {}): Promise<boolean> {
    return this.upload(name, text, known.etag === undefined ? {} : { ifMatch: quoted(known.etag) });
  }

  async remove(name: string): Promise<void> {
    checkName(name);
    await this.guarded(`remove '${name}'`, () => this.container.getBlobClient(name).deleteIfExists());
  }

  /** Uploads under the conditions; false where they do not hold. */
  private async upload(
    name: string,
    text: string,
    conditions: { readonly ifMatch?: string; readonly ifNoneMatch?: string },
  ): Promise<boolean> {
    checkName(name);
    const content = Buffer.from(text, 'utf8');
    if (content.length > this.maxBytes) throw this.tooLarge(name, content.length);
    return this.guarded(`write '${name}'`, async () => {
      try {
        const blobHTTPHeaders = { blobContentType: typeOf(name) };
        const client = this.container.getBlockBlobClient(name);
        await client.upload(content, content.length, { conditions, blobHTTPHeaders });
        return true;
      } catch (error) {
        const conditional = conditions.ifMatch !== undefined || conditions.ifNoneMatch !== undefined;
        const status = statusOf(error);
        if (conditional && (status === 409 || status === 412)) return false;
        if (conditional && status === 404 && codeOf(error) !== 'ContainerNotFound') return false;
        throw error;
      }
    });
  }

  private tooLarge(name: string, bytes: number): StoreError {
    return new StoreError(
      'too-large',
      `'${name}' of '${this.place}' has ${bytes} bytes, allowed: at most ${this.maxBytes}`,
    );
  }

  private async guarded<T>(what: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const status = statusOf(error);
      // The service's own words go on for lines, with an id of the request and a time.
      throw new StoreError(
        status === 401 || status === 403 ? 'denied' : 'unavailable',
        `cannot ${what} of '${this.place}': ${[status, codeOf(error), messageOf(error)].filter(Boolean).join(' ')}`,
        { cause: error },
      );
    }
  }
}

/** Listings give an ETag without quotes, other answers with them. */
function bare(etag: string | undefined): string {
  return etag?.replaceAll('"', '') ?? '';
}

function quoted(etag: string): string {
  return `"${etag}"`;
}

function typeOf(name: string): string {
  return name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8';
}
