/** The national list through the portal's services `LayDanhSachTTHC` and `LayThuTuc` (adapter or provincial relay). */
import { z } from 'zod';
import type { Outcome } from '#integrations/national-portal/answer.ts';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import { listOf, nationalCode, Text } from './lenient.ts';
import type { Listed, ListRead, NationalList } from './port.ts';
import { readProcedureRecord } from './procedure-record.ts';

const Row = z.object({ MATTHC: Text });

function failure(outcome: Exclude<Outcome, { kind: 'done' }>): Exclude<ListRead<never>, { kind: 'read' }> {
  switch (outcome.kind) {
    case 'unavailable':
      return { kind: 'unavailable', why: outcome.why };
    case 'refused':
      return { kind: 'unreadable', why: `mã ${outcome.code}: ${outcome.message}` };
    case 'session':
      return { kind: 'unavailable', why: outcome.message };
    case 'exists':
    case 'missing':
      return { kind: 'unreadable', why: outcome.message };
    default:
      return outcome satisfies never;
  }
}

/** Codes of the list, each once; a local variant stands for its national code where that is not listed itself. */
function listedOf(rows: readonly unknown[]): readonly Listed[] {
  const found = new Map<string, Listed>();
  for (const { MATTHC } of listOf(Row).parse(rows)) {
    const code = nationalCode(MATTHC);
    if (code !== null && (!found.has(code) || MATTHC === code)) {
      found.set(code, { code, ref: MATTHC });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** @param unitCode code of the unit whose list is read; undefined for the whole country */
export function listByServices(client: PortalClient, unitCode: string | undefined): NationalList {
  return {
    async list() {
      const outcome = await (unitCode === undefined
        ? client.read('LayDanhSachTTHC', {})
        : client.read('LayDanhSachTTHCDonVi', { maDonVi: unitCode }));
      if (outcome.kind !== 'done') {
        return failure(outcome);
      }
      const listed = listedOf(outcome.result);
      return listed.length === 0
        ? { kind: 'unreadable', why: 'danh sách trả về không có mã thủ tục nào' }
        : { kind: 'read', value: listed };
    },
    async record({ code, ref }) {
      const outcome = await client.read('LayThuTuc', { maTTHC: ref });
      if (outcome.kind !== 'done') {
        return failure(outcome);
      }
      const record = readProcedureRecord(outcome.result[0]);
      if (record === null) {
        return { kind: 'unreadable', why: 'bản ghi trống hoặc thiếu mã, tên' };
      }
      return record.code === code
        ? { kind: 'read', value: record }
        : { kind: 'unreadable', why: `hỏi ${code}, trả về ${record.code}` };
    },
  };
}
