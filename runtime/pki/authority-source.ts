import type { X509Certificate } from 'node:crypto';
import type { Signer } from './signer';

/** An authority that is kept, with what signs for it where its key can be reached. */
export interface KeptAuthority {
  readonly certificate: X509Certificate;
  readonly signer?: Signer;
}

/** Where the keys of the deployment's authority are: files, or a key vault. */
export interface AuthoritySource {
  /**
   * The authorities that are kept. Makes the first where there is none, and the certificate of a key that has none yet; two
   * relay instances that do so at once agree in the end, as one of them alone succeeds in publishing.
   *
   * @param published the authorities of the trust bundle in the exchange store
   * @throws Error where keys or certificates cannot be read
   */
  load(published: readonly X509Certificate[]): Promise<readonly KeptAuthority[]>;
}
