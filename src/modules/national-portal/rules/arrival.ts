import { Intake } from '#modules/dossiers/schema.ts';
import { type ArrivedFile, FiledBy, FiledDossier, HandedIn } from '../schema-inbox.ts';

/** Đ17 k.2: the receiving officer is alerted within 2 hours; hours of the clock, not of the office. */
export const ALERT_HOURS = 2;
/** Working minutes before the answer is due at which it is told again. */
export const WARN_MINUTES = 120;

/** How the clocks of an arrival stand: 0 well, 1 nobody opened it in 2 hours, 2 the answer is due soon, 3 it is overdue. */
export type ClockLevel = 0 | 1 | 2 | 3;

/** What the clocks need to know of an arrival. */
export interface Clocked {
  readonly alertBy: Temporal.Instant;
  readonly respondBy: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant | null;
  readonly answeredAt: Temporal.Instant | null;
}

/**
 * The level of an arrival (NĐ 118/2025 Đ17 k.2). What was answered has no clock any more; what was opened in time is only warned of for its answer.
 * @param warnFrom from when the answer is due soon
 */
export function clockLevel(
  arrival: Clocked,
  warnFrom: Temporal.Instant | null,
  now: Temporal.Instant,
): ClockLevel {
  const reached = (at: Temporal.Instant | null) => at !== null && Temporal.Instant.compare(at, now) <= 0;
  if (arrival.answeredAt !== null) {
    return 0;
  }
  if (reached(arrival.respondBy)) {
    return 3;
  }
  if (reached(warnFrom)) {
    return 2;
  }
  return arrival.openedAt === null && reached(arrival.alertBy) ? 1 : 0;
}

/** The procedure's national code: local variants carry the province's own parts behind it ("3.000181.000.00.00.H22"). */
export function procedureCodeOf(code: string): string | null {
  return /^(\d{1,3}\.\d{6})(?:\.|$)/.exec(code)?.[1] ?? null;
}

/** Members whose content did not fit and was left out of the dossier, to be asked about. */
export type Doubt = 'SoGiayToChuHoSo' | 'NgaySinh' | 'SoDienThoai' | 'ThongTinNguoiNop';

function phoneOf(text: string): string | null {
  const plain = text.replace(/[\s.-]/g, '');
  return /^(0|\+84)[0-9]{8,10}$/.test(plain) ? plain : null;
}

function idOf(text: string): string | null {
  return /^[0-9A-Z.-]{6,20}$/i.test(text) ? text : null;
}

function dayOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) {
    return null;
  }
  try {
    return Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function idKindOf(id: string | null, kind: 'citizen' | 'organisation'): string | null {
  if (id === null || kind === 'organisation') {
    return id === null ? null : 'organisation';
  }
  return /^\d{12}$/.test(id) ? 'personal-id' : /^\d{9}$/.test(id) ? 'old-id' : null;
}

/** Values that the portal wrote and the dossier cannot hold. */
export function doubtsOf(filed: FiledDossier): readonly Doubt[] {
  const by = filed.ThongTinNguoiNop;
  const broken: readonly (readonly [Doubt, boolean])[] = [
    ['SoGiayToChuHoSo', filed.SoGiayToChuHoSo !== '' && idOf(filed.SoGiayToChuHoSo) === null],
    ['NgaySinh', filed.NgaySinh !== '' && dayOf(filed.NgaySinh) === null],
    ['SoDienThoai', filed.SoDienThoai !== '' && phoneOf(filed.SoDienThoai) === null],
    [
      'ThongTinNguoiNop',
      by !== null &&
        ((by.SoDinhDanh !== '' && idOf(by.SoDinhDanh) === null) ||
          (by.SoDienThoai !== '' && phoneOf(by.SoDienThoai) === null)),
    ],
  ];
  return broken.filter(([, is]) => is).map(([name]) => name);
}

function partiesOf(filed: FiledDossier) {
  const kind = filed.LoaiDoiTuong === '1' ? 'citizen' : 'organisation';
  const idNumber = idOf(filed.SoGiayToChuHoSo);
  const phone = phoneOf(filed.SoDienThoai);
  const email = filed.Email === '' ? null : filed.Email;
  const by = filed.ThongTinNguoiNop;
  return {
    applicant: {
      kind,
      name: filed.ChuHoSo,
      idKind: idKindOf(idNumber, kind),
      idNumber,
      birthDate: dayOf(filed.NgaySinh),
      address: filed.DiaChi,
      phone,
      email,
    },
    submitter:
      by === null
        ? { as: 'self' }
        : {
            as: 'relative',
            relation: by.QuanHe === '' ? 'người nộp trên Cổng' : by.QuanHe,
            person: {
              name: by.TenNguoiNop,
              idNumber: idOf(by.SoDinhDanh),
              phone: phoneOf(by.SoDienThoai),
              address: by.DiaChiChiTiet,
            },
          },
    contact: { phone: (by === null ? null : phoneOf(by.SoDienThoai)) ?? phone, email, by: [] },
  };
}

type FilePart = Pick<ArrivedFile, 'place' | 'name' | 'paperKey' | 'fileId'>;

/** The key under which a file's paper stands in the dossier. */
export function paperKeyOf(file: Pick<ArrivedFile, 'place' | 'paperKey'>): string {
  return file.paperKey === '' ? `cong-${file.place + 1}` : file.paperKey;
}

function papersOf(files: readonly FilePart[], published: ReadonlySet<string>) {
  return [...Map.groupBy(files, paperKeyOf)].map(([key, group]) => {
    const kept = group.flatMap(({ fileId }) => (fileId === null ? [] : [fileId]));
    return {
      key,
      // What the procedure names keeps its published name; anything else is called as the citizen's file is.
      name: published.has(key) ? '' : (group[0]?.name ?? key).slice(0, 6000),
      satisfied: kept.length > 0 ? { how: 'uploaded' } : null,
      files: kept,
      note: kept.length < group.length ? 'Có tệp trên Cổng chưa tải về được.' : '',
    };
  });
}

/**
 * What was filed, in the shape of the counter's own intake: the officer goes on with it as with any other. Values that do not fit are left out and named by
 * {@link doubtsOf}.
 * @param published keys of the papers that the procedure names
 * @throws z.ZodError for what no intake can hold
 */
export function intakeOf(
  filed: FiledDossier,
  procedureCode: string,
  files: readonly FilePart[],
  published: ReadonlySet<string>,
): Intake {
  return Intake.parse({
    procedureCode,
    channel: 'online',
    parties: partiesOf(filed),
    papers: papersOf(files, published),
    content: filed.TrichYeuHoSo,
    delivery:
      filed.HinhThuc === '1'
        ? { how: 'post', address: filed.DiaChiNhanKetQua === '' ? filed.DiaChi : filed.DiaChiNhanKetQua }
        : { how: 'counter' },
    outsideRef: filed.MaHoSo,
    note: filed.GhiChu,
  });
}

type Loose = Readonly<Record<string, unknown>>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Members that the shape knows, by the place where they stand. */
const KNOWN: Readonly<Record<string, ReadonlySet<string>>> = {
  data: new Set(Object.keys(FiledDossier.shape)),
  ThongTinNguoiNop: new Set(Object.keys(FiledBy.shape)),
  TaiLieuNop: new Set(Object.keys(HandedIn.shape)),
};

function loosenMember(name: string, value: unknown): unknown {
  if (typeof value === 'number') {
    return String(value);
  }
  if (typeof value === 'boolean') {
    return name === 'IsDeleted' ? (value ? 'True' : 'False') : value ? '1' : '0';
  }
  if (Array.isArray(value)) {
    return value.map((item) => (isLoose(item) ? loosenObject(name, item) : item));
  }
  return isLoose(value) ? loosenObject(name, value) : value;
}

function loosenObject(place: string, value: Loose): Loose {
  const known = KNOWN[place];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== null && (known === undefined || known.has(name)))
      .map(([name, member]) => [name, loosenMember(name, member)]),
  );
}

/**
 * A post as a person lets it through: numbers and yes/no become text, empty members and unknown ones are left out. What is then still missing stays missing.
 */
export function loosen(body: unknown): unknown {
  if (!isLoose(body)) {
    return body;
  }
  const { service, isUpdating, data } = body;
  return {
    ...(typeof service === 'string' ? { service } : {}),
    ...(isUpdating === undefined ? {} : { isUpdating: loosenMember('IsDeleted', isUpdating) }),
    data: isLoose(data) ? loosenObject('data', data) : data,
  };
}

/** The national number of a post that does not fit otherwise, for people to find it by; empty when there is none. */
export function numberIn(body: unknown): string {
  const data = isLoose(body) && isLoose(body['data']) ? body['data'] : {};
  const number = data['MaHoSo'];
  return typeof number === 'string' || typeof number === 'number' ? String(number).trim().slice(0, 50) : '';
}
