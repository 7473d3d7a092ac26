import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { CA_KEY } from './names';

export interface CaKeyProps {
  readonly keyVaultId: string;
  /** What must exist first, such as the deployer's right to make keys. */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Private key of the deployment's certificate authority: made in the vault, usable only to sign and verify
 * there. It is never in a plan or a state. Terraform refuses to destroy it, as every connector would have to
 * enrol again.
 */
export class CaKey extends Construct {
  constructor(scope: Construct, id: string, props: CaKeyProps) {
    super(scope, id);
    new KeyVaultKey(this, 'key', {
      name: CA_KEY,
      keyVaultId: props.keyVaultId,
      keyType: 'EC',
      curve: 'P-256',
      keyOpts: ['sign', 'verify'],
      tags: { ...props.tags },
      lifecycle: { preventDestroy: true },
      ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
    });
  }
}
