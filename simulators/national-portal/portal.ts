import { z } from 'zod';
import { changedMembers } from './indicators.ts';

/** How the simulated portal checks what it gets: the least, everything that the reference marks as required, or also that it makes sense. */
export type Profile = 'lenient' | 'documented' | 'strict';

const Text = z.union([z.string(), z.null()]).transform((value) => value ?? '');
const Stamp = /^\d{14}$/;

const Dossier = z.looseObject({
  MaHoSo: z.string().min(1).max(50),
  MaTTHC: z.string().min(1),
  NgayTiepNhan: z.string().regex(Stamp),
  TrangThaiHoSo: z.string().regex(/^([1-9]|10)$/),
});
const Documented = Dossier.extend({
  TenTTHC: z.string().min(1),
  MaLinhVuc: Text,
  TenLinhVuc: z.string().min(1),
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  Email: z.string(),
  SoDienThoai: z.string(),
  TrichYeuHoSo: z.string().min(1).max(1000),
  NgayHenTra: z.string().regex(/^(\d{14})?$/),
  HinhThuc: z.enum(['0', '1']),
  DonViXuLy: z.string().min(1),
  GhiChu: z.string().max(2000),
  DinhDanhCHS: z.array(z.looseObject({ SoDinhDanh: z.string().regex(/^(\d{9}|\d{12})$/) })),
}).refine((dossier) => dossier.LoaiDoiTuong !== '1' || dossier.DinhDanhCHS.length > 0, {
  path: ['DinhDanhCHS'],
  message: 'thiếu định danh',
});
const Strict = Documented.refine(
  ({ NgayHenTra, NgayTiepNhan }) => NgayHenTra === '' || NgayHenTra >= NgayTiepNhan,
  { path: ['NgayHenTra'], message: 'sớm hơn ngày tiếp nhận' },
);
const PROFILES = { lenient: Dossier, documented: Documented, strict: Strict } as const;
/** Statuses after which nothing comes but the hand-over: 3 refused, 7 withdrawn, 8 stopped, 10 handed over. */
const LAST = new Set(['3', '7', '8', '10']);

/** What a province or the portal may have otherwise. */
export interface StoreOptions {
  readonly existsCode: string;
  readonly unknownProcedures: readonly string[];
}
const USUAL: StoreOptions = { existsCode: '3', unknownProcedures: [] };

const Step = z.looseObject({
  MaHoSo: z.string().min(1),
  NguoiXuLy: z.string().min(1).max(50),
  ThoiDiemXuLy: z.string().regex(Stamp),
  NoiDungXuLy: z.string().min(1),
  TrangThai: z.string().regex(/^([1-9]|10)$/),
});

/** What the portal knows of one dossier. `statuses`: every change of status in the order of arrival. */
export interface Held {
  readonly dossier: z.output<typeof Dossier>;
  readonly statuses: readonly string[];
  readonly steps: readonly z.output<typeof Step>[];
  /** How often it was inserted; more than one would be a double. */
  readonly inserts: number;
  /** Members that the newest push changed. */
  readonly changed: readonly string[];
}

/** The portal's answer before faults touch it. */
export interface PortalAnswer {
  readonly error_code: string;
  readonly message: string;
  readonly result?: readonly unknown[];
}

const ok = (what: string): PortalAnswer => ({ error_code: '0', message: `${what} thành công` });
const no = (message: string, code = '3'): PortalAnswer => ({ error_code: code, message });

function sameStep(a: z.output<typeof Step>, b: z.output<typeof Step>): boolean {
  return a.ThoiDiemXuLy === b.ThoiDiemXuLy && a.TrangThai === b.TrangThai && a.NoiDungXuLy === b.NoiDungXuLy;
}

/** The portal's memory and rules, without any line: insert, update, steps, look-up. */
export class PortalMemory {
  readonly #held = new Map<string, Held>();
  readonly #profile: Profile;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  get held(): ReadonlyMap<string, Held> {
    return this.#held;
  }

  #take(data: unknown): { readonly dossier: Held['dossier'] } | { readonly refusal: PortalAnswer } {
    const read = PROFILES[this.#profile].safeParse(data);
    if (read.success) {
      return { dossier: read.data };
    }
    const [issue] = read.error.issues;
    return {
      refusal: no(`Dữ liệu không hợp lệ: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, '-1'),
    };
  }

  /** Why a dossier is not taken; undefined when it is. */
  #refusal(dossier: Held['dossier'], updating: boolean, options: StoreOptions): PortalAnswer | undefined {
    const before = this.#held.get(dossier.MaHoSo);
    if (options.unknownProcedures.includes(dossier.MaTTHC)) {
      return no(`Dữ liệu không hợp lệ: MaTTHC ${dossier.MaTTHC} chưa có trong danh mục thủ tục`, '-1');
    }
    if (!updating && before !== undefined) {
      return no(`Hồ sơ ${dossier.MaHoSo} đã tồn tại`, options.existsCode);
    }
    if (updating && before === undefined) {
      return no(`Hồ sơ ${dossier.MaHoSo} không tồn tại`);
    }
    const last = before?.statuses.at(-1) ?? '';
    return this.#profile === 'strict' && LAST.has(last) && last !== dossier.TrangThaiHoSo
      ? no(`Dữ liệu không hợp lệ: TrangThaiHoSo không đổi được từ ${last}`, '-1')
      : undefined;
  }

  /** Several dossiers in one call; only one error comes back in reality, here there is one answer for each row that was looked at. */
  storeBatch(
    rows: readonly unknown[],
    updating: boolean,
    batch: 'all-or-nothing' | 'first-error-stops' | 'store-good-ones',
    options: StoreOptions,
  ): readonly PortalAnswer[] {
    const checked = rows.map((row) => {
      const taken = this.#take(row);
      return 'refusal' in taken ? taken.refusal : this.#refusal(taken.dossier, updating, options);
    });
    const wrong = checked.findIndex((refusal) => refusal !== undefined);
    if (batch === 'all-or-nothing' && wrong >= 0) {
      return checked.flatMap((refusal) => refusal ?? no('Cả lô không được nhận', '-1'));
    }
    const until = batch === 'first-error-stops' && wrong >= 0 ? wrong + 1 : rows.length;
    return rows.slice(0, until).map((row) => this.store(row, updating, options));
  }

  /** `DongBoHoSoMC`. */
  store(data: unknown, updating: boolean, options: StoreOptions = USUAL): PortalAnswer {
    const taken = this.#take(data);
    if ('refusal' in taken) {
      return taken.refusal;
    }
    const { dossier } = taken;
    const refusal = this.#refusal(dossier, updating, options);
    if (refusal !== undefined) {
      return refusal;
    }
    const before = this.#held.get(dossier.MaHoSo);
    const statuses = before?.statuses ?? [];
    this.#held.set(dossier.MaHoSo, {
      dossier,
      statuses: statuses.at(-1) === dossier.TrangThaiHoSo ? statuses : [...statuses, dossier.TrangThaiHoSo],
      steps: before?.steps ?? [],
      inserts: (before?.inserts ?? 0) + (updating ? 0 : 1),
      changed: before === undefined ? [] : changedMembers(before.dossier, dossier),
    });
    return ok('Đồng bộ hồ sơ');
  }

  /** `CapNhatTienDoHoSoMC`: identical steps are kept once. @param moves whether a step changes the dossier's own status */
  steps(data: readonly unknown[], moves = false): PortalAnswer {
    for (const row of data) {
      const read = Step.safeParse(row);
      if (!read.success) {
        return no(`Tiến độ không hợp lệ: ${read.error.issues[0]?.path.join('.') ?? ''}`, '-1');
      }
      const held = this.#held.get(read.data.MaHoSo);
      if (held === undefined) {
        return no(`Hồ sơ ${read.data.MaHoSo} không tồn tại`);
      }
      if (!held.steps.some((step) => sameStep(step, read.data))) {
        const { TrangThai } = read.data;
        const moved = moves && held.statuses.at(-1) !== TrangThai;
        this.#held.set(read.data.MaHoSo, {
          ...held,
          steps: [...held.steps, read.data],
          statuses: moved ? [...held.statuses, TrangThai] : held.statuses,
        });
      }
    }
    return ok('Cập nhật tiến độ');
  }

  /** `TraCuuHoSo`. */
  lookUp(number: string): PortalAnswer {
    const held = this.#held.get(number);
    return { ...ok('Tra cứu'), result: held === undefined ? [] : [held.dossier] };
  }
}
