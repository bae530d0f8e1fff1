import { z } from 'zod';
import type { Outcome } from './answer.ts';
import type { PortalState, PostAnswer } from './inbound.ts';
import type { PortalDossier, PortalRating, PortalStep } from './payload.ts';

/** Calls about different dossiers at the same time; how many the other side bears is not published. */
const atOnce = z.coerce
  .number('Xin ghi số lời gọi cùng lúc.')
  .int('Xin ghi số lời gọi cùng lúc là số nguyên.')
  .min(1, 'Ít nhất 1 lời gọi.')
  .max(32, 'Nhiều nhất 32 lời gọi cùng lúc.')
  .default(8);

/** How a centre reaches the portal. What the guide leaves open is a setting here. */
export const PortalConnection = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  z.object({
    mode: z.literal('adapter'),
    /** Address of the secure-server adapter, without a slash at the end. */
    base: z.url(),
    loginPath: z.string().default('/XrdAdapter/RestService/forward/mapi/login'),
    integrationPath: z.string().default('/XrdAdapter/RestService/forward/mapi/g'),
    /** Of the services that share data, as `TraCuuTechID`; the guide's own path is not published. */
    sharePath: z.string().default('/XrdAdapter/RestService/forward/mapi/s'),
    dstcode: z.string().default('VN:GOV:000.00.00.G22:vpcpdvcprovider'),
    madonvi: z.string().min(1),
    username: z.string().min(1),
    timeoutSeconds: z.coerce.number().int().min(1).max(300).default(60),
    atOnce,
    /** The session is renewed after this; the server's own limit is not published. */
    sessionMinutes: z.coerce.number().int().min(1).max(600).default(10),
  }),
  z.object({
    mode: z.literal('relay'),
    base: z.url(),
    insertPath: z.string().default('/KetNoiMotCuaQuocGia/ThemMoiHoSo'),
    updatePath: z.string().default('/KetNoiMotCuaQuocGia/CapNhatHoSo'),
    stepsPath: z.string().default('/KetNoiMotCuaQuocGia/DongBoTienTrinh'),
    lookUpPath: z.string().default('/KetNoiMotCuaQuocGia/TraCuuHoSo'),
    statePath: z.string().default('/KetNoiMotCuaQuocGia/DongBoTrangThaiHoSo'),
    /** Asked with GET (2.7). */
    techIdPath: z.string().default('/KetNoiMotCuaQuocGia/TraCuuTechID'),
    ratingsPath: z.string().default('/KetNoiMotCuaQuocGia/DongBoDanhGia'),
    /** Path before the names of the services that are read (`LayThuTuc`, `LayDanhSachTTHC` …). */
    readPath: z.string().default('/KetNoiMotCuaQuocGia/'),
    /** How the province's platform wants to know us. */
    token: z.enum(['none', 'bearer', 'lgspaccesstoken', 'access_token']).default('none'),
    timeoutSeconds: z.coerce.number().int().min(1).max(300).default(60),
    atOnce,
  }),
]);
export type PortalConnection = z.output<typeof PortalConnection>;

/** The calls of a dossier system to the portal. One dossier a call: a batch has only one answer. */
export interface PortalClient {
  insert(dossier: PortalDossier): Promise<Outcome>;
  update(dossier: PortalDossier): Promise<Outcome>;
  steps(steps: readonly PortalStep[]): Promise<Outcome>;
  /** `done` with the stored dossier in `result`, empty when the portal does not know it. */
  lookUp(number: string): Promise<Outcome>;
  /** `DongBoTrangThaiHoSo`, for a dossier that came from the portal. */
  state(state: PortalState): Promise<Outcome>;
  /** `TraCuuTechID`: the account of a person or organisation by ID or tax number; see `techIdIn`. */
  techId(idNumber: string): Promise<Outcome>;
  /** `DongBoDanhGia`: figures of satisfaction of a month. */
  ratings(rows: readonly PortalRating[]): Promise<Outcome>;
  /** A service that only reads: a code list or a record of the national list of procedures, rows in `result`. */
  read(service: string, parameters: Readonly<Record<string, string>>): Promise<Outcome>;
  /** What waits at a relay that does not push: posts in `result`. Empty with the adapter, of which no such service is known. */
  waiting(path: string): Promise<Outcome>;
  /** Tells a relay what came of one waiting post, after it was kept. */
  acknowledge(path: string, number: string, answer: PostAnswer): Promise<Outcome>;
}
