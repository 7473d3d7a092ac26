import { enrolmentMethod } from '../../documents/enrolment-method';
import { deployment, groupOf } from '../deployment';

test('connectors enrol by managed identity on Azure alone, and by token elsewhere whatever is declared', () => {
  const declared = deployment({
    groups: { hq: {}, plant: { enrolment: 'token' }, branch: { placement: 'external' } },
  });
  expect(enrolmentMethod(groupOf(declared, 'hq'), 'azure')).toBe('managed-identity');
  expect(enrolmentMethod(groupOf(declared, 'plant'), 'azure')).toBe('token');
  expect(enrolmentMethod(groupOf(declared, 'branch'), 'azure')).toBe('token');
  expect(enrolmentMethod(groupOf(declared, 'hq'), 'docker')).toBe('token');
  expect(enrolmentMethod(groupOf(declared, 'hq'), 'local')).toBe('token');
});
