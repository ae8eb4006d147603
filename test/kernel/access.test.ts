import { describe, expect, test } from 'vitest';
import { isAccessScope, isPlatformRole, isRole, ROLES } from '../../src/kernel/access.ts';
import { Refusal, refuse, refuseIfAny, refuseIfUnmet } from '../../src/kernel/errors.ts';
import { ROLE_NAMES, SCOPES } from '../../src/kernel/vocabulary/access.ts';

describe('the role table', () => {
  test.each([
    ['admin', ['configuration:read', 'configuration:write', 'consents:read', 'records:read', 'preview']],
    ['auditor', ['configuration:read', 'consents:read', 'audit:read', 'records:read', 'statistics:read']],
    ['analyst', ['records:read', 'statistics:read', 'live:read', 'preview']],
    ['dispatcher', ['dispatch', 'preview', 'records:read-own']],
  ] as const)('%s may %j, and its platform namesake the same for all tenants (X1)', (role, scopes) => {
    expect([...ROLES[role]].sort()).toEqual([...scopes].sort());
    const spanning = new Set(['tenants:read', 'platform-log:read', 'sending:pause']);
    const platform = ROLES[`platform-${role}`].filter((scope) => !spanning.has(scope));
    expect([...platform].sort()).toEqual([...scopes].sort());
    expect(isPlatformRole(role)).toBe(false);
    expect(isPlatformRole(`platform-${role}`)).toBe(true);
  });

  test('nobody changes anything but an admin, and sends but a dispatcher; an auditor only reads (X1)', () => {
    const having = (scope: string) => ROLE_NAMES.filter((role) => ROLES[role].some((each) => each === scope));
    expect(having('configuration:write')).toEqual(['admin', 'platform-admin']);
    expect(having('dispatch')).toEqual(['dispatcher', 'platform-dispatcher']);
    for (const scope of [...ROLES.auditor, ...ROLES['platform-auditor']]) expect(scope).toMatch(/:read$/);
  });

  test('only platform roles span tenants, and only an auditor reads the platform’s log (X1)', () => {
    const having = (scope: string) => ROLE_NAMES.filter((role) => ROLES[role].some((each) => each === scope));
    for (const role of having('tenants:read')) expect(isPlatformRole(role)).toBe(true);
    expect(having('platform-log:read')).toEqual(['platform-auditor']);
  });

  test('knows its roles and scopes and nothing else (X1)', () => {
    expect(ROLE_NAMES).toHaveLength(10);
    for (const role of ROLE_NAMES) expect(isRole(role)).toBe(true);
    for (const scope of SCOPES) expect(isAccessScope(scope)).toBe(true);
    for (const text of ['', 'Admin', 'toString', '__proto__', 'constructor', 'root']) {
      expect([isRole(text), isAccessScope(text)]).toEqual([false, false]);
    }
  });
});

describe('a refusal', () => {
  test('names every problem at once, and none where there is none (S2)', () => {
    expect(() => refuseIfAny('OUT_OF_DATE', [])).not.toThrow();
    expect(() => refuseIfUnmet([], null)).not.toThrow();
    const problems = [
      { code: 'NOTHING_SELECTED', message: 'One.', path: ['input', 'a'] },
      { code: 'NOT_FOUND', message: 'Two.', path: [] },
    ] as const;
    try {
      refuseIfUnmet(problems, 'de');
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error).toMatchObject({
        refusal: 'REQUIREMENTS_NOT_MET',
        problems,
        locale: 'de',
      });
      expect(error.message).toBe('One. Two.');
    }
    expect(refuse('NOT_POSSIBLE', 'NOT_FOUND', 'None.').problems).toEqual([
      { code: 'NOT_FOUND', message: 'None.', path: [] },
    ]);
  });
});
