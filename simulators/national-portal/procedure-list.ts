/** The national list of procedures as the simulated portal serves it: the services of the reference (4.1, 2.7) and the public web service of the rebuilt portal (17). */
import { z } from 'zod';
import type { PortalAnswer } from './portal.ts';

/** A procedure in the simulator's own words; both services tell it in theirs. */
export interface ShelfProcedure {
  readonly code: string;
  readonly name: string;
  /** False: no longer public. */
  readonly inForce?: boolean;
  readonly field?: string;
  /** `3` commune, `1` province, `0` ministry, anything else another agency. */
  readonly levels?: readonly string[];
  /** "" says nothing. */
  readonly agency?: string;
  readonly audience?: readonly string[];
  /** `1` direct, `2` online, `3` post. */
  readonly channels?: readonly ('1' | '2' | '3')[];
  readonly days?: string;
  /** As the list writes it: "Ngày làm việc", "Ngày", "Khác". */
  readonly unit?: string;
  /** As the list writes it: "8.000", "không", "". */
  readonly fee?: string;
  readonly papers?: readonly {
    readonly name: string;
    readonly originals: number;
    readonly copies: number;
    /** "GT-" and its place while nothing is said. */
    readonly code?: string;
  }[];
  readonly results?: readonly { readonly name: string; readonly code: string }[];
  readonly laws?: readonly { readonly number: string; readonly name: string; readonly from: string }[];
  readonly requirements?: string;
  readonly steps?: readonly string[];
}

/** What the list does wrong beside the faults of the line. */
export interface ListOddities {
  /** Codes missing from the list though they are in force. */
  readonly hidden: ReadonlySet<string>;
  /** Codes whose record comes back as that of another. */
  readonly mixedUp: ReadonlySet<string>;
  /** The cursor of the public service stays where it is. */
  readonly endless: boolean;
  /** The public service cannot answer pages larger than this. */
  readonly largestPage: number;
}

const METHODS = { '1': 'DIRECT', '2': 'ONLINE', '3': 'POSTAL' } as const;
const UNITS: Readonly<Record<string, string>> = {
  'Ngày làm việc': 'WORKING_DAY',
  Ngày: 'DAY',
  Giờ: 'HOUR',
  Tháng: 'MONTH',
};

/** The record of `LayThuTuc`: upper-case keys, numbers as text, the apostrophe after the kind of fee, channels that repeat what they share. */
function recordOf(one: ShelfProcedure): object {
  const channel = (KENH: string) => ({
    KENH,
    THOIGIAN: [
      {
        THOIGIANGIAIQUYET: one.days ?? '',
        DONVITINH: one.unit ?? 'Ngày làm việc',
        MOTA: '',
        PHILEPHI:
          one.fee === undefined
            ? []
            : [{ MAPHILEPHI: "2'", SOTIEN: one.fee, DONVI: 'Đồng', MOTA: '', TENTEP: null, URL: null }],
      },
    ],
  });
  return {
    ID: `ID-${one.code}`,
    MATTHC: one.code,
    TENTTHC: one.name,
    MACOQUANCONGBO: 'G01',
    TRANGTHAI: one.inForce === false ? '2' : '1',
    QUYETDINH: '',
    YEUCAU: one.requirements ?? '',
    LINHVUCTHUCHIEN: [{ MALINHVUC: 'G01-VD01', TENLINHVUC: one.field ?? 'Lĩnh vực ví dụ' }],
    CAPTHUCHIEN: (one.levels ?? ['3']).map((level) => ({ CAPTHUCHIEN: level, TENCAP: `Cấp ${level}` })),
    TRINHTUTHUCHIEN: [{ TRUONGHOP: null, TRINHTU: (one.steps ?? []).map((TENTRINHTU) => ({ TENTRINHTU })) }],
    CACHTHUCTHUCHIEN: (one.channels ?? ['1', '2']).map(channel),
    DOITUONGTHUCHIEN: (one.audience ?? ['Công dân Việt Nam']).map((TENDOITUONG) => ({
      MADOITUONG: '1',
      TENDOITUONG,
    })),
    THANHPHANHOSO: [
      {
        TRUONGHOP: '',
        GIAYTO: (one.papers ?? []).map((paper, at) => ({
          MAGIAYTO: paper.code ?? `GT-${at + 1}`,
          TENGIAYTO: paper.name,
          SOBANCHINH: String(paper.originals),
          SOBANSAO: paper.copies,
          TENMAUDON: null,
          URL: '',
        })),
      },
    ],
    KETQUATHUCHIEN: (one.results ?? []).map(({ name, code }) => ({ MAKETQUA: code, TENKETQUA: name })),
    CANCUPHAPLY: (one.laws ?? []).map((law) => ({
      SOVANBAN: law.number,
      TENVANBAN: law.name,
      NGAYBANHANH: '',
      NGAYHIEULUC: law.from,
    })),
    COQUANTHUCHIEN: { MADONVI: 'H56', TENDONVI: one.agency ?? 'Ủy ban nhân dân cấp xã' },
    COQUANCOTHAMQUYEN: null,
    COQUANPHOIHOP: [],
  };
}

/** The detail of the public service: other names, other shapes, the same facts. */
function detailOf(one: ShelfProcedure): object {
  const levels = one.levels ?? ['3'];
  return {
    code: one.code,
    name: one.name,
    state: one.inForce === false ? 'INACTIVE' : 'ACTIVE',
    formalityType: 'STANDARD',
    isWard: levels.includes('3'),
    isProvince: levels.includes('1'),
    isMinistry: levels.includes('0'),
    isOtherAgency: levels.includes('9'),
    category: { name: one.field ?? 'Lĩnh vực ví dụ' },
    departmentsAuthority: [],
    departmentsExecuting: [{ name: one.agency ?? 'Ủy ban nhân dân cấp xã' }],
    subjectTypesDetails: (one.audience ?? ['Công dân Việt Nam']).map((name) => ({ name })),
    executionMethods: (one.channels ?? ['1', '2']).map((channel) => ({
      submissionMethod: METHODS[channel],
      processingTime: one.days === undefined ? null : Number(one.days),
      processingTimeUnit: UNITS[one.unit ?? 'Ngày làm việc'] ?? 'OTHER',
      description: '',
      fees: one.fee === undefined ? [] : [{ name: 'Lệ phí', value: one.fee }],
    })),
    executionSteps: (one.steps ?? []).map((description) => ({ name: null, description })),
    executionCases: [
      {
        name: '',
        profileComponents: (one.papers ?? []).map((paper) => ({
          name: paper.name,
          originalQty: paper.originals,
          copyQty: paper.copies,
          attachments: [],
        })),
      },
    ],
    legalBasisesDetails: (one.laws ?? []).map((law) => ({ code: law.number, name: law.name })),
    requirementsAndConditions: one.requirements ?? null,
    resultsDetails: one.results ?? [],
  };
}

const ListBody = z.object({ limit: z.number().int().min(1), lastId: z.string().default('') });
const DetailBody = z.object({ id: z.string() });

/** The list with its procedures, changeable while it serves. */
export class ProcedureShelf {
  readonly held = new Map<string, ShelfProcedure>();
  oddities: ListOddities = {
    hidden: new Set(),
    mixedUp: new Set(),
    endless: false,
    largestPage: Number.POSITIVE_INFINITY,
  };

  /** Adds a procedure, or changes what is said of it. */
  put(one: ShelfProcedure): void {
    this.held.set(one.code, { ...this.held.get(one.code), ...one });
  }

  private listed(): readonly ShelfProcedure[] {
    return [...this.held.values()]
      .filter(({ code }) => !this.oddities.hidden.has(code))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** Services of the adapter and the relay; undefined for those that are not about the list. */
  service(name: string, parameters: Readonly<Record<string, unknown>>): PortalAnswer | undefined {
    switch (name) {
      case 'LayDanhSachTTHC':
      case 'LayDanhSachTTHCDonVi':
        return {
          error_code: '0',
          message: 'Thành công',
          result: this.listed().map(({ code, name: TENTTHC }) => ({ MATTHC: code, TENTTHC })),
        };
      case 'LayThuTuc': {
        const code = String(parameters['maTTHC'] ?? '');
        const asked = this.oddities.mixedUp.has(code) ? this.listed()[0] : this.held.get(code);
        return asked === undefined
          ? { error_code: '-1', message: 'Thủ tục không tồn tại' }
          : { error_code: '0', message: 'Thành công', result: [recordOf(asked)] };
      }
      default:
        return undefined;
    }
  }

  /** The public web service; undefined for another address. `null`: it breaks down at this size. */
  publicService(path: string, body: unknown): object | null | undefined {
    if (path.endsWith('/list-all-public-formality-by-citizen')) {
      const { limit, lastId } = ListBody.parse(body);
      if (limit > this.oddities.largestPage) {
        return null;
      }
      const items = this.listed()
        .filter(({ code }) => lastId === '' || code > lastId)
        .slice(0, limit);
      const last = items.at(-1)?.code ?? '';
      return {
        code: 'OK',
        data: {
          items: items.map(({ code, name }) => ({ id: code, code, name, type: 'STANDARD' })),
          lastId: this.oddities.endless ? (this.listed()[0]?.code ?? '') : last,
        },
      };
    }
    if (path.endsWith('/get-formality-by-citizen')) {
      const one = this.held.get(DetailBody.parse(body).id);
      return one === undefined ? { code: 'NOT_FOUND', data: null } : { code: 'OK', data: detailOf(one) };
    }
    return undefined;
  }
}
