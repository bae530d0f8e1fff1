import { describe, expect, it } from 'vitest';
import { type Reply, readAnswer } from './answer.ts';

const say = (body: unknown, status = 200): Reply => ({
  kind: 'answer',
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The portal's whole answer as text inside that of a relay, which is content in any case. */
const wrapped = (error_code: string, message: string) => ({
  error_code: '0',
  message: JSON.stringify({ error_code, message }),
});

describe('answers of the portal, read strictly', () => {
  it.each([
    ['code as text', say({ error_code: '0', message: 'Đồng bộ thành công' }), 'done'],
    ['code as number', say({ error_code: 0, message: 'THÀNH CÔNG' }), 'done'],
    ['no message', say({ error_code: '0', message: null }), 'done'],
    ['success that does not say so', say({ error_code: '0', message: 'Đã ghi nhận yêu cầu' }), 'unavailable'],
    [
      'no success, with its code',
      say({ error_code: '0', message: 'Đồng bộ không thành công' }),
      'unavailable',
    ],
    ['not done yet, with its code', say({ error_code: 0, message: 'CHƯA THÀNH CÔNG' }), 'unavailable'],
    ['wrapped by a relay: done', say(wrapped('0', 'Đồng bộ thành công')), 'done'],
    ['wrapped by a relay: refused', say(wrapped('-1', 'Thiếu trường')), 'refused'],
    ['wrapped by a relay: there already', say(wrapped('3', 'Hồ sơ X đã tồn tại')), 'exists'],
    [
      'wrapped by a relay that is not content',
      say({ ...wrapped('0', 'Đồng bộ thành công'), error_code: '-1' }),
      'refused',
    ],
    ['there already, with 3', say({ error_code: '3', message: 'Hồ sơ X đã tồn tại' }), 'exists'],
    ['there already, with -3', say({ error_code: -3, message: 'Hồ sơ X đã tồn tại' }), 'exists'],
    ['there already, with success', say({ error_code: '0', message: 'Hồ sơ X đã tồn tại' }), 'exists'],
    ['not there', say({ error_code: '3', message: 'Hồ sơ X không tồn tại' }), 'missing'],
    ['session', say({ error_code: '-1', message: 'Session hết hạn' }), 'session'],
    ['refused', say({ error_code: '-1', message: 'Thiếu trường' }), 'refused'],
    ['a code without words', say({ error_code: '-1', message: null }), 'unavailable'],
    ['a page', say('<!doctype html><title>Bảo trì</title>'), 'unavailable'],
    ['half a text', say('{"error_code":"0","mess'), 'unavailable'],
    ['a bad gateway', say('<html>', 502), 'unavailable'],
    ['too many', say('{}', 429), 'unavailable'],
    ['an address that is not there', say('không có', 404), 'refused'],
    ['no line', { kind: 'lost', sent: false, why: 'mất kết nối' } satisfies Reply, 'unavailable'],
  ])('%s', (_, reply, kind) => {
    expect(readAnswer(reply, true).kind).toBe(kind);
  });

  it('a look-up is answered by what was found, whatever its texts say', () => {
    const found = [{ MaHoSo: 'A', GhiChu: 'Giấy khai sinh đã tồn tại trong CSDL' }];
    const reply = say({ error_code: '0', message: JSON.stringify({ result: found }) });
    expect(readAnswer(reply, false)).toMatchObject({ kind: 'done', result: found });
  });

  it('a lost answer is uncertain only when the request may have arrived', () => {
    expect(readAnswer({ kind: 'lost', sent: true, why: '' }, true)).toMatchObject({ unknown: true });
    expect(readAnswer({ kind: 'lost', sent: false, why: '' }, true)).toMatchObject({ unknown: false });
  });

  it.each([
    ['as rows', { error_code: '0', result: [{ MaHoSo: 'A' }] }],
    ['in data', { error_code: '0', result: { data: [{ MaHoSo: 'A' }] } }],
    [
      'as text inside the message',
      { error_code: '0', message: JSON.stringify({ result: [{ MaHoSo: 'A' }] }) },
    ],
  ])('results %s', (_, body) => {
    expect(readAnswer(say(body), false)).toMatchObject({ kind: 'done', result: [{ MaHoSo: 'A' }] });
  });
});

it('what could not be stored is taken out of an answer, so that its own note does not stop it', () => {
  const reply = say('{"error_code":"-1","message":"Thi\\u0000ếu trường \\ud83d"}');
  expect(readAnswer(reply, true)).toMatchObject({ kind: 'refused', message: 'Thiếu trường \ufffd' });
});
