import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { ADDRESS_CHANGES, formerAddresses } from './address-history';

/** Oldest Terraform that the stacks are written for: the first with write-only attributes and ephemeral values. */
export const REQUIRED_TERRAFORM = '>= 1.11.0';
/** Most characters of a logical id: Terraform has no limit, reports and file systems do. */
const LONGEST_LOGICAL_ID = 200;

/**
 * A stack whose addresses come from declared names alone: the ids of the constructs on the way to an element,
 * joined by `_`, without a hash.
 */
export class KitStack extends TerraformStack {
  private readonly pathByLogicalId = new Map<string, string>();
  private readonly moves = new Map<string, string>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.addOverride('terraform.required_version', REQUIRED_TERRAFORM);
  }

  /**
   * Says that the resource at address `from` is now at `to`.
   * @throws Error where two moves lead to one address
   */
  public addMoved(from: string, to: string): void {
    const other = this.moves.get(to);
    if (other !== undefined && other !== from) {
      throw new Error(
        `'${other}' and '${from}' cannot both move to '${to}': give each an address of its own`,
      );
    }
    this.moves.set(to, from);
  }

  /**
   * Says that everything below `construct` was below a sibling with the id `formerId` before. Call it when
   * the construct is complete.
   */
  public addMovedTree(construct: Construct, formerId: string): void {
    const current = this.allocateLogicalId(construct.node);
    const parent = current.slice(0, current.length - construct.node.id.length);
    for (const child of construct.node.findAll()) {
      if (!TerraformResource.isTerraformResource(child)) continue;
      const rest = child.friendlyUniqueId.slice(current.length);
      const type = child.terraformResourceType;
      this.addMoved(`${type}.${parent}${formerId}${rest}`, `${type}.${child.friendlyUniqueId}`);
    }
  }

  // Written here rather than with the resources' own moves: cdktf runs the terraform program for those, and synthesis
  // must need none.
  public override toTerraform(): Record<string, unknown> {
    const terraform = super.toTerraform() as Record<string, unknown>;
    if (ADDRESS_CHANGES.length > 0) this.addHistory();
    if (this.moves.size === 0) return terraform;
    const moved = [...this.moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([to, from]) => ({ from, to }));
    return { ...terraform, moved };
  }

  /** Moves what an earlier version of the kit had under another address. */
  private addHistory(): void {
    const addresses = this.node
      .findAll()
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`);
    for (const [to, from] of formerAddresses(this.node.id, addresses)) this.moves.set(to, from);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const scopes = node.scopes;
    const logicalId = scopes
      .slice(scopes.indexOf(this) + 1)
      .map((scope) => scope.node.id)
      .join('_');
    this.checkLogicalId(logicalId, node.path);
    return logicalId;
  }

  private checkLogicalId(logicalId: string, path: string): void {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(logicalId) || logicalId.length > LONGEST_LOGICAL_ID) {
      throw new Error(
        `'${path}' would get the Terraform name '${logicalId}', allowed: at most ${LONGEST_LOGICAL_ID} letters, digits, ` +
          'underscores and hyphens, not beginning with a digit: change the id of a construct on this path',
      );
    }
    const other = this.pathByLogicalId.get(logicalId);
    if (other !== undefined && other !== path) {
      throw new Error(
        `'${path}' and '${other}' would both get the Terraform name '${logicalId}': change the id of one of them`,
      );
    }
    this.pathByLogicalId.set(logicalId, path);
  }
}
