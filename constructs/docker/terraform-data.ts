import { TerraformResource, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';

export interface TerraformDataProps extends TerraformMetaArguments {
  /** A change of this value replaces the resource, which runs its provisioners again. */
  readonly triggersReplace: unknown;
  /**
   * A value for provisioners, as `self.input`.
   * @default - none
   */
  readonly input?: unknown;
}

/**
 * Terraform's built-in `terraform_data`. It needs no provider, and making it runs no program: the binding
 * that cdktf brings asks the installed Terraform for its version at synthesis.
 *
 * Source: https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class TerraformData extends TerraformResource {
  private readonly triggersReplace: unknown;
  private readonly input: unknown;

  constructor(scope: Construct, id: string, props: TerraformDataProps) {
    const { triggersReplace, input, ...meta } = props;
    super(scope, id, { ...meta, terraformResourceType: 'terraform_data' });
    this.triggersReplace = triggersReplace;
    this.input = input;
  }

  public get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {
      triggers_replace: this.triggersReplace,
      ...(this.input !== undefined && { input: this.input }),
    };
  }
}
