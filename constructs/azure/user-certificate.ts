import { KeyVaultCertificate } from '@cdktf/provider-azurerm/lib/key-vault-certificate';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

/** Most letters of the common name in a certificate. https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1 */
const LONGEST_COMMON_NAME = 64;
/** Share of its life, in percent, after which the vault renews the certificate. */
const RENEW_AT_PERCENT = 80;

export interface UserCertificateProps {
  readonly keyVaultId: string;
  /** Name of the certificate in the vault, 1 to 127 letters, digits and hyphens. */
  readonly name: string;
  /** Names in the certificate, at least one; the first that fits becomes the common name. */
  readonly hosts: readonly string[];
  /**
   * `Self`, `Unknown` (signed outside: the request waits in the vault) or an issuer that the vault knows.
   * @default 'Self'
   */
  readonly issuer?: string;
  /** @default 12 */
  readonly validityMonths?: number;
  /** What must exist first, such as the deployer's right to make certificates. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A certificate that users see. The vault makes the key and renews the certificate; relay instances read it as
 * the secret of the same name. State holds the public part only.
 */
export class UserCertificate extends Construct {
  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: UserCertificateProps) {
    super(scope, id);
    const issuer = props.issuer ?? 'Self';
    const validityMonths = props.validityMonths ?? 12;
    new PropCheck(this)
      .text('name', props.name, /^[0-9a-zA-Z-]{1,127}$/, '1 to 127 letters, digits and hyphens')
      .that(props.hosts.length > 0, 'hosts is empty, allowed: at least one name')
      .range('validityMonths', validityMonths, 1, 120)
      .done();
    const commonName = props.hosts.find((host) => host.length <= LONGEST_COMMON_NAME);
    new KeyVaultCertificate(this, 'certificate', {
      name: props.name,
      keyVaultId: props.keyVaultId,
      certificatePolicy: {
        issuerParameters: { name: issuer },
        keyProperties: { exportable: true, keyType: 'RSA', keySize: 2048, reuseKey: false },
        secretProperties: { contentType: 'application/x-pem-file' },
        lifetimeAction: [
          {
            // The vault cannot renew what somebody else signs: it can only say that it is time.
            action: { actionType: issuer === 'Unknown' ? 'EmailContacts' : 'AutoRenew' },
            trigger: { lifetimePercentage: RENEW_AT_PERCENT },
          },
        ],
        x509CertificateProperties: {
          subject: `CN=${commonName ?? props.name}`,
          keyUsage: ['digitalSignature', 'keyEncipherment'],
          // TLS server authentication
          extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
          subjectAlternativeNames: { dnsNames: [...props.hosts].sort() },
          validityInMonths: validityMonths,
        },
      },
      tags: { ...props.tags },
      ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
    });
  }
}
