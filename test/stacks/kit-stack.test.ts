import { TerraformElement, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { KitStack } from '../../stacks/kit-stack';
import { synthesized, testApp } from '../assertions';

class Thing extends TerraformResource {
  constructor(scope: Construct, id: string) {
    super(scope, id, { terraformResourceType: 'terraform_data' });
  }
}

const newStack = () => new KitStack(testApp(), 'stack');

describe('KitStack', () => {
  test('names elements after the constructs on the way to them, without a hash', () => {
    const stack = newStack();
    const group = new Construct(stack, 'group-hq');
    new Thing(new Construct(group, 'slot-0'), 'vm');
    expect(synthesized(stack).addresses).toEqual(['terraform_data.group-hq_slot-0_vm']);
  });

  test('refuses two elements of one name and says which', () => {
    const stack = newStack();
    new Thing(stack, 'a_b');
    new Thing(new Construct(stack, 'a'), 'b');
    expect(() => synthesized(stack)).toThrow(
      "'stack/a/b' and 'stack/a_b' would both get the Terraform name 'a_b': change the id of one of them",
    );
  });

  test.each(['0-slot', 'ä', 'a b'])('refuses the id %p, which Terraform does not take', (id) => {
    const stack = newStack();
    new Thing(stack, id);
    expect(() => synthesized(stack)).toThrow(`would get the Terraform name '${id}', allowed:`);
  });

  test('demands the Terraform that it is written for', () => {
    expect(synthesized(newStack()).json).toMatchObject({ terraform: { required_version: '>= 1.11.0' } });
  });

  test('moves a whole tree, without asking the terraform program', () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      const stack = newStack();
      const group = new Construct(stack, 'group-new');
      new Thing(group, 'nsg');
      new Thing(new Construct(group, 'slot-0'), 'vm');
      stack.addMovedTree(group, 'group-old');
      expect(synthesized(stack).json['moved']).toEqual([
        { from: 'terraform_data.group-old_nsg', to: 'terraform_data.group-new_nsg' },
        { from: 'terraform_data.group-old_slot-0_vm', to: 'terraform_data.group-new_slot-0_vm' },
      ]);
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('refuses two moves to one address', () => {
    const stack = newStack();
    stack.addMoved('terraform_data.a', 'terraform_data.c');
    expect(() => stack.addMoved('terraform_data.b', 'terraform_data.c')).toThrow(
      "'terraform_data.a' and 'terraform_data.b' cannot both move to 'terraform_data.c'",
    );
  });

  test('an element outside of resources gets its name the same way', () => {
    const stack = newStack();
    const element = new TerraformElement(new Construct(stack, 'x'), 'y');
    expect(stack.getLogicalId(element)).toBe('x_y');
  });
});
