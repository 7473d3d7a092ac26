import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Collects what is wrong with the props of one construct and reports all of it at once. Values that are
 * tokens are known only to Terraform, so they pass.
 *
 * ```ts
 * new PropCheck(this).text('name', props.name, VAULT_NAME, '3 to 24 letters, digits and hyphens').done();
 * ```
 */
export class PropCheck {
  private readonly problems: string[] = [];

  constructor(private readonly construct: IConstruct) {}

  /** The text must match `allowed`, which `meaning` says in words. */
  public text(prop: string, value: string, allowed: RegExp, meaning: string): this {
    return this.that(
      Token.isUnresolved(value) || allowed.test(value),
      `${prop} is '${value}', allowed: ${meaning}`,
    );
  }

  /** The number must be whole and in the range, both ends included. */
  public range(prop: string, value: number, min: number, max: number): this {
    return this.that(
      Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max),
      `${prop} is ${value}, allowed: a whole number from ${min} to ${max}`,
    );
  }

  /** Any other rule; `problem` says the prop, the value, what is allowed and what to change. */
  public that(holds: boolean, problem: string): this {
    if (!holds) this.problems.push(problem);
    return this;
  }

  /** @throws InvalidPropsError with everything that was found. */
  public done(): void {
    if (this.problems.length > 0) throw new InvalidPropsError(this.construct.node.path, this.problems);
  }
}

/** The props of a construct are wrong. */
export class InvalidPropsError extends Error {
  public readonly code = 'invalid-props';

  constructor(
    /** Path of the construct in its tree. */
    public readonly path: string,
    public readonly problems: readonly string[],
  ) {
    super(`${path}: ${problems.join('; ')}`);
    this.name = 'InvalidPropsError';
  }
}
