import { describe, expect, it } from 'vitest';
import { PortalDossier, PortalStep } from '#integrations/national-portal/payload.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { INTAKE, play } from '#modules/dossiers/testing/facts.ts';
import { mapDossier, mapSteps, stamp } from './rules/mapping.ts';
import { maskRequest } from './rules/mask.ts';
import { PortalCodes } from './schema.ts';

const CODES = PortalCodes.parse({ fields: { 'Hộ tịch': 'G01-HT04' } });
const received = (change: object = {}): Dossier =>
  play(['counter', '2026-05-04T09:00+07:00', { type: 'receive', intake: { ...INTAKE, ...change } }]);

describe('DongBoHoSoMC, what stands in it (its names: contract.test.ts)', () => {
  it('a dossier at reception', () => {
    const dossier = received();
    const { payload, trimmed } = mapDossier(dossier, CODES);
    expect(PortalDossier.parse(payload)).toEqual(payload);
    expect(payload).toMatchObject({
      MaHoSo: dossier.number,
      MaTTHC: dossier.procedure.code,
      KenhThucHien: '1',
      ChuHoSo: dossier.parties.applicant.name,
      LoaiDoiTuong: '1',
      NgayTiepNhan: '20260504090000',
      NgayHenTra: stamp(dossier.runs[0]?.originalDue ?? null),
      TrangThaiHoSo: String(dossier.status),
      NgayTra: '',
      NgayKetThucXuLy: '',
      HinhThuc: '0',
      DuocThanhToanTrucTuyen: '0',
      DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: dossier.parties.applicant.idNumber }],
    });
    expect(trimmed).toEqual([]);
  });

  it('a status goes as it is: waiting is not told as finished', () => {
    const waiting = play(
      ['counter', '2026-05-04T09:00+07:00', { type: 'receive', intake: INTAKE }],
      ['counter', '2026-05-04T10:00+07:00', { type: 'withdraw', reason: 'Công dân xin rút' }],
    );
    expect(mapDossier(waiting, CODES).payload).toMatchObject({ TrangThaiHoSo: '7' });
  });

  it('a text that is too long is cut, and the cut is noted', () => {
    const { payload, trimmed } = mapDossier({ ...received(), content: 'Nội dung '.repeat(200) }, CODES);
    expect(payload.TrichYeuHoSo).toHaveLength(1000);
    expect(trimmed).toEqual(['TrichYeuHoSo']);
  });

  it('no number is made up for a person without one', () => {
    const parties = {
      ...INTAKE.parties,
      applicant: { ...INTAKE.parties.applicant, idNumber: null, idKind: null },
    };
    expect(mapDossier(received({ parties }), CODES).payload.DinhDanhCHS).toEqual([]);
  });

  it.each([
    ['nothing to pay', { lines: [], paid: null }, '0', 0],
    ['owed', { lines: [{ name: 'Lệ phí', amount: 8000 }], paid: null }, '3', 0],
    ['in cash', { lines: [{ name: 'Lệ phí', amount: 8000 }], paid: { method: 'cash' } }, '3', 1],
    ['on the portal', { lines: [{ name: 'Phí', amount: 8000 }], paid: { method: 'portal' } }, '1', 1],
  ])('fees: %s', (_, fee, code, lines) => {
    const { payload } = mapDossier(received({ fee }), CODES);
    expect(payload.DuocThanhToanTrucTuyen).toBe(code);
    expect(payload.DanhSachLePhi).toHaveLength(lines);
  });
});

describe('CapNhatTienDoHoSoMC', () => {
  it('a step tells what, when and the status, and no names of citizens', () => {
    const dossier = received();
    const by = { ...dossier.createdBy, name: 'Nguyễn Phúc Bảo Thị Hoàng Uyên Phương Ví Dụ Rất Dài Tên Này' };
    const steps = mapSteps(dossier, [
      { type: 'note-added', at: dossier.createdAt, by, text: 'nội bộ' },
      { type: 'result-announced', at: dossier.createdAt, by, via: 'sms', note: 'gọi ông A' },
    ]);
    expect(steps).toHaveLength(1);
    const [step] = steps;
    expect(PortalStep.parse(step)).toEqual(step);
    expect(step?.NguoiXuLy.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(step)).not.toContain('ông A');
  });
});

it('what is kept of a request names nobody', () => {
  const { payload } = mapDossier(received(), CODES);
  const kept = JSON.stringify(maskRequest([payload]));
  for (const secret of [payload.ChuHoSo, payload.SoGiayToChuHoSo, payload.SoDienThoai].filter(
    (text) => text !== '',
  )) {
    expect(kept).not.toContain(secret);
  }
  expect(kept).toContain(payload.MaHoSo);
});

it('a name in Nôm is masked by whole characters', () => {
  expect(maskRequest({ ChuHoSo: '𠊛  Ví Dụ' })).toEqual({ ChuHoSo: '𠊛. V. D.' });
});
