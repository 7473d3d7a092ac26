import { StorageBlob } from '@cdktf/provider-azurerm/lib/storage-blob';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ConfigurationDocument } from '../../documents/document';
import { literal } from '../shared/literal';
import { PropCheck } from '../shared/prop-check';
import { CONFIGURATION_CONTAINER } from './names';

/** Largest document in bytes: Terraform keeps the text in its state, and relay instances refuse larger ones. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;

export interface DocumentBlobProps {
  readonly document: ConfigurationDocument;
  readonly storageAccountName: string;
  /** @default 'configuration' */
  readonly containerName?: string;
  /**
   * What must exist before the document is published, such as the gates of the machines that it speaks of.
   * @default []
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A configuration document in the storage account. Its name follows from its content: the new document is there before the
 * old one goes, and readers take the newest valid one. Its text stands in the plan.
 */
export class DocumentBlob extends Construct {
  /** Name of the blob in its container. */
  public readonly blobName: string;
  /** For what needs the document to be there. */
  public readonly blob: ITerraformDependable;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: DocumentBlobProps) {
    super(scope, id);
    const { name, content } = props.document;
    const bytes = Buffer.byteLength(content);
    new PropCheck(this)
      .that(
        bytes <= MAX_DOCUMENT_BYTES,
        `document '${name}' has ${bytes} bytes, allowed: at most ${MAX_DOCUMENT_BYTES}; split the group`,
      )
      .that(
        !Token.isUnresolved(content),
        `document '${name}' holds a value that is known only while Terraform runs, allowed: literal text`,
      )
      .done();
    this.blobName = name;
    this.blob = new StorageBlob(this, 'blob', {
      name,
      storageAccountName: props.storageAccountName,
      storageContainerName: props.containerName ?? CONFIGURATION_CONTAINER,
      type: 'Block',
      contentType: 'application/json',
      sourceContent: literal(content),
      ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
