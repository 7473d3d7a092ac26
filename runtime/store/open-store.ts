import type { StorePlace } from '../documents/types.generated';
import { openBlobStore } from './blob-store';
import { DirectoryStore } from './directory-store';
import type { Store } from './store';

/** The store that a bootstrap document names. */
export async function openStore(place: StorePlace): Promise<Store> {
  return 'directory' in place
    ? new DirectoryStore({ directory: place.directory })
    : openBlobStore(place.url, place.identity);
}
