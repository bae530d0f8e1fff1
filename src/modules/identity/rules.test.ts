import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressMayTry,
  FREE_ATTEMPTS,
  isLocked,
  LONGEST_LOCK_MINUTES,
  lockedUntil,
  lockMinutes,
} from './rules/lock-out.ts';
import { passwordFromBytes, recoveryCodeFromBytes } from './rules/one-time-password.ts';
import { passwordFault } from './rules/password.ts';
import { firstStage, SESSION_HOURS, safeReturnPath, sessionEnd, shouldTouch } from './rules/session.ts';
import { makeToken, readToken } from './rules/token.ts';
import { SecondFactorInput, Username } from './schema.ts';

const AT = Temporal.Instant.from('2026-05-04T01:00:00Z');
const OWNER = { username: 'chuyenvien.kt', displayName: 'Trần Thị Ví Dụ Địa Chính' };

describe('lock-out with growing delay', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [10, 32],
    [11, 60],
    [500, 60],
  ])('%i failures in a row close the account for %i minutes', (failures, minutes) => {
    expect(lockMinutes(failures)).toBe(minutes);
  });

  it('never gets shorter and never lasts longer than an hour', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (n) => {
        expect(lockMinutes(n + 1)).toBeGreaterThanOrEqual(lockMinutes(n));
        expect(lockMinutes(n)).toBeLessThanOrEqual(LONGEST_LOCK_MINUTES);
      }),
    );
  });

  it('opens exactly when the time is over', () => {
    const until = lockedUntil(FREE_ATTEMPTS + 1, AT);
    expect(isLocked(until, AT)).toBe(true);
    expect(isLocked(until, AT.add({ seconds: 59 }))).toBe(true);
    expect(isLocked(until, AT.add({ minutes: 1 }))).toBe(false);
    expect(isLocked(lockedUntil(FREE_ATTEMPTS, AT), AT)).toBe(false);
  });
});

describe('attempts from one address', () => {
  it.each([
    ['an office of 500 where everybody mistypes once', { failures: 500, successes: 499, known: false }, true],
    [
      'somebody known, while a stranger guesses beside them',
      { failures: 5_000, successes: 0, known: true },
      true,
    ],
    ['somebody who tries many names', { failures: 60, successes: 0, known: false }, false],
    ['a first day: some failures, nobody in yet', { failures: 59, successes: 0, known: false }, true],
  ])('%s', (_name, history, heard) => {
    expect(addressMayTry(history)).toBe(heard);
  });
});

describe('passwords: length counts, kinds of characters do not', () => {
  it.each(['con trâu ăn cỏ xanh', 'xe-dap cu mau vang', 'Kq4m-7xwp-h2rt', 'sáng nay trời mưa to'])(
    'accepts "%s"',
    (password) => {
      expect(passwordFault(password, OWNER)).toBeUndefined();
    },
  );

  it.each([
    ['ngắn quá', /ít nhất 12/],
    ['Mật khẩu 2026', /hay dùng/],
    ['chuyenvien.kt123', /hay dùng/],
    ['TranThiViDuDiaChinh1', /hay dùng/],
    ['aaaaaaaaaaaaaa', /lặp lại/],
    ['abababababababab', /lặp lại/],
    ['abcdefghijklmnop', /thứ tự/],
    ['x'.repeat(129), /dài nhất/],
  ])('refuses "%s"', (password, reason) => {
    expect(passwordFault(password, OWNER)).toMatch(reason);
  });

  it('accepts every one-time password that is made', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        fc.pre(new Set(bytes.map((byte) => byte % 31)).size > 5);
        expect(passwordFault(passwordFromBytes(bytes), OWNER)).toBeUndefined();
      }),
    );
  });
});

describe('sessions', () => {
  it('end after four idle hours and never live longer than twelve', () => {
    expect(sessionEnd('full', AT, AT)).toEqual(AT.add({ hours: SESSION_HOURS.idle }));
    expect(sessionEnd('full', AT, AT.add({ hours: 11 }))).toEqual(AT.add({ hours: SESSION_HOURS.longest }));
    expect(sessionEnd('second-factor', AT, AT.add({ minutes: 9 }))).toEqual(AT.add({ minutes: 10 }));
  });

  it('note activity once a minute', () => {
    expect(shouldTouch(AT, AT.add({ seconds: 59 }))).toBe(false);
    expect(shouldTouch(AT, AT.add({ seconds: 60 }))).toBe(true);
  });

  it.each([
    [{ hasTotp: true, mustChangePassword: true }, 'second-factor'],
    [{ hasTotp: false, mustChangePassword: true }, 'new-password'],
    [{ hasTotp: false, mustChangePassword: false }, 'full'],
  ] as const)('begin with what is missing: %o', (account, stage) => {
    expect(firstStage(account)).toBe(stage);
  });
});

describe('the path after signing in stays on this site', () => {
  it.each([
    ['/can-bo/ho-so/H56.999-260504-0001?tab=giay-to', '/can-bo/ho-so/H56.999-260504-0001?tab=giay-to'],
    ['/can-bo/../can-bo/ho-so', '/can-bo/ho-so'],
    [undefined, '/can-bo'],
    ['', '/can-bo'],
    ['//evil.example/x', '/can-bo'],
    ['/\\evil.example', '/can-bo'],
    ['/\t/evil.example', '/can-bo'],
    ['https://evil.example', '/can-bo'],
    ['javascript:alert(1)', '/can-bo'],
    ['/dang-nhap?tiep=/can-bo', '/can-bo'],
  ])('%s → %s', (path, expected) => {
    expect(safeReturnPath(path)).toBe(expected);
  });

  it('whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((s) => `/${s}`),
        ),
        (path) => {
          const url = new URL(safeReturnPath(path), 'https://ours.example');
          expect(url.host).toBe('ours.example');
        },
      ),
    );
  });
});

describe('tokens', () => {
  const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });

  it('name their centre and are recognised by their hash alone', () => {
    fc.assert(
      fc.property(fc.uuid(), secret, (centreId, bytes) => {
        const token = makeToken(centreId, bytes);
        expect(readToken(token.text)).toEqual({ centreId, hash: token.hash });
        expect(token.text).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
      }),
    );
  });

  it.each([undefined, '', 'x', 'a.b', `${'a'.repeat(22)}.${'b'.repeat(44)}`])(
    'what cannot be a token is none: %s',
    (text) => {
      expect(readToken(text)).toBeUndefined();
    },
  );

  it('refuses too little randomness', () => {
    expect(() => makeToken('018f0000-0000-7000-8000-000000000000', new Uint8Array(16))).toThrow(RangeError);
  });

  it('recovery codes are 16 letters that the form accepts, with or without hyphens', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
        const code = recoveryCodeFromBytes(bytes);
        const typed = code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-');
        expect(SecondFactorInput.parse({ code: typed })).toEqual({ code });
      }),
    );
  });
});

describe('sign-in names', () => {
  it.each([
    ['  ChuyenVien.KT ', 'chuyenvien.kt'],
    ['tiepnhan1', 'tiepnhan1'],
  ])('%s → %s', (typed, name) => {
    expect(Username.parse(typed)).toBe(name);
  });

  it.each(['a', '.a', 'a.', 'có dấu', 'a b', 'x'.repeat(41)])('refuses "%s"', (typed) => {
    expect(Username.safeParse(typed).success).toBe(false);
  });
});
