import { AllowRule } from '../../../../../runtime/relay/worker/sign-in/allow-rule';
import type { Session } from '../../../../../runtime/relay/worker/sign-in/session';

const SESSION: Session = { v: 1, h: 'a', s: 's', u: 'u', c: {}, t: 0, r: 0 };

function judge(claims: Record<string, string>, session: Partial<Session>): string {
  return new AllowRule({ provider: 'p', allow: { groups: [], claims } }).judge({ ...SESSION, ...session });
}

test.each(['department', 'toString', '__proto__', 'constructor'])(
  'a session that was made before the rule named %s has to be made anew',
  (name) => {
    expect(judge(Object.fromEntries([[name, 'x']]), {})).toBe('ask');
    expect(judge(Object.fromEntries([[name, 'x']]), { c: Object.fromEntries([[name, ['x']]]) })).toBe('yes');
    expect(judge(Object.fromEntries([[name, 'x']]), { c: Object.fromEntries([[name, null]]) })).toBe('no');
  },
);
