import { Construct } from 'constructs';
import type { ConfigurationDocument } from '../../documents';
import { literal } from '../shared/literal';
import { byPath, publish, type PublishProps } from './publish';
import { TerraformData } from './terraform-data';

export interface FirstConfigurationProps extends PublishProps {
  /** The relay's own: without them no instance has a certificate authority, and no machine comes into service. */
  readonly documents: readonly ConfigurationDocument[];
}

/**
 * Publishes the relay's own documents into a new volume, before any machine is there. Everything else follows the gates of
 * the machines, which wait for a relay that works. Where documents are there already, it does nothing.
 */
export class FirstConfiguration extends Construct {
  public readonly publication: TerraformData;

  constructor(scope: Construct, id: string, props: FirstConfigurationProps) {
    super(scope, id);
    this.publication = new TerraformData(this, 'documents', {
      triggersReplace: [props.volume.id],
      input: literal(byPath(props.documents)),
      provisioners: [publish(props, 'input', '--first')],
      // Only the first of them counts.
      lifecycle: { ignoreChanges: ['input'] },
    });
  }
}
