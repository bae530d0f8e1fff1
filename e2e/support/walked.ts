import { reportFault } from '#modules/equipment/commands/faults.ts';
import { saveEquipment } from '#modules/equipment/commands/save-equipment.ts';
import { EquipmentInput } from '#modules/equipment/schema.ts';
import { saveSettings } from '#modules/national-portal/commands/save-settings.ts';
import { SettingsInput } from '#modules/national-portal/schema.ts';
import { matchNotice } from '#modules/payments/commands/match-notice.ts';
import { openOrder } from '#modules/payments/commands/open-order.ts';
import { decideRefund } from '#modules/payments/commands/refund.ts';
import { saveAccount } from '#modules/payments/commands/save-account.ts';
import { savePlatform } from '#modules/payments/commands/save-platform.ts';
import { startPlatformPayment } from '#modules/payments/commands/start-platform.ts';
import { noteStatement } from '#modules/payments/commands/take-notice.ts';
import { PlatformSettingsInput } from '#modules/payments/schema-platform.ts';
import { assistWith, openAtCounter } from '#modules/preparations/commands/open-at-counter.ts';
import { getHeld } from '#modules/preparations/queries.ts';
import { begin, fill } from '#modules/preparations/testing/drafts.ts';
import { beginSigning } from '#modules/signing/commands/begin.ts';
import { addStoreCertificate } from '#modules/signing/commands/certificates.ts';
import { decidedDossier } from '#modules/signing/testing/desk.ts';
import { systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { foundAuthority } from '#simulators/signing-service/authority.ts';
import { BIRTH, type Life } from './life.ts';
import type { SiteParts } from './site.ts';
import { withFollowed } from './walked-follow.ts';
import { withNationalList } from './walked-list.ts';
import { withNotices } from './walked-notices.ts';
import { withPetitions } from './walked-petitions.ts';
import { withPost } from './walked-post.ts';

/** Addresses that stand for pages with a parameter. */
type Addresses = Readonly<Record<string, readonly string[]>>;

/** A result that a leader signed, with its session and its check. */
async function withSigned({ t }: SiteParts, { commune }: Life): Promise<Addresses> {
  const signer = commune.person('phochutich');
  const key = foundAuthority('CA Ví Dụ', t.clock.now().epochMilliseconds).issue({
    holder: signer.displayName,
  });
  const { accountId } = signer;
  const file = key.pkcs12('vi du');
  await addStoreCertificate(t.ctx, commune.person('quantri'), { file, passphrase: 'vi du', accountId });
  const { rows } = await t.owner.query<{ id: string }>('select id from signing_certificates limit 1');
  const { id, fileId } = await decidedDossier(t.ctx, commune);
  const input = { requestId: newId(), certificateId: rows[0]?.id ?? '', dossierIds: [id], fileIds: [] };
  const { sessionId } = await beginSigning(t.ctx, signer, input);
  const signed = await t.owner.query<{ verify_code: string }>('select verify_code from signed_files limit 1');
  return {
    '/can-bo/ky-so/:id': [`/can-bo/ky-so/${sessionId}`],
    '/can-bo/ky-so/tep/:id': [`/can-bo/ky-so/tep/${fileId}`],
    '/xac-minh-chu-ky/:code': [`/xac-minh-chu-ky/${signed.rows[0]?.verify_code}`],
  };
}

/** A device with a fault, as its pages show it. */
async function withDevice({ t }: SiteParts, { commune }: Life): Promise<Addresses> {
  const admin = commune.person('quantri');
  const input = EquipmentInput.parse({
    kind: 'fan',
    name: 'Quạt treo tường phía hàng ghế chờ của người cao tuổi',
    place: 'Sảnh chờ, bên trái cửa ra vào chính',
  });
  const id = await saveEquipment(t.ctx, admin, input);
  const { rows } = await t.owner.query<{ code: string }>(
    'select report_code as code from equipment where id = $1',
    [id],
  );
  const code = rows[0]?.code ?? '';
  const visitor = { kind: 'public', centreId: commune.centreId } as const;
  await reportFault(t.ctx, visitor, code, { words: 'Không quay', requestId: newRequestId() });
  const fault = await t.owner.query<{ id: string }>('select id from equipment_faults limit 1');
  return {
    '/can-bo/trang-thiet-bi/:id': [`/can-bo/trang-thiet-bi/${id}`],
    '/can-bo/trang-thiet-bi/:id/sua': [`/can-bo/trang-thiet-bi/${id}/sua`],
    '/can-bo/trang-thiet-bi/bao-hong/:id': [`/can-bo/trang-thiet-bi/bao-hong/${fault.rows[0]?.id}`],
    '/bao-hong/:code': [`/bao-hong/${code}`],
  };
}

/** A fee asked for by transfer, and money that fits nothing. */
async function withMoney({ t }: SiteParts, life: Life): Promise<Addresses> {
  const { commune } = life;
  const director = commune.person('giamdoc');
  await saveAccount(t.ctx, director, {
    requestId: newId(),
    bankBin: '970405',
    accountNo: '3500201009999',
    holder: 'TRUNG TAM PHUC VU HANH CHINH CONG XA VI DU',
  });
  const intake = await commune.intake(BIRTH, {
    fee: { lines: [{ name: 'Lệ phí', amount: 8_000 }], paid: null },
  });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const order = await openOrder(t.ctx, director, dossier.id);
  const stray = { requestId: newId(), externalId: 'FT0001', amountVnd: 20_000, content: 'nop tien dat' };
  await noteStatement(t.ctx, commune.person('tiepnhan1'), stray);
  const { rows } = await t.owner.query<{ id: string }>('select id from bank_notices limit 1');
  const id = rows[0]?.id ?? '';
  await matchNotice(t.ctx, systemActor(commune.centreId, 'payments'), id);
  const platform = PlatformSettingsInput.parse({
    requestId: newId(),
    mode: 'direct',
    initUrl: 'http://127.0.0.1:9/init',
    queryUrl: 'http://127.0.0.1:9/query',
    billUrl: 'http://127.0.0.1:9/bill',
    partner: 'VIDU',
    shared: 'khoa-vi-du',
    unitCode: 'H56.99',
    unitName: 'Trung tâm Ví Dụ',
    account: '3500201009999',
    accountBank: 'VIDU',
    accountHolder: 'UBND XA VI DU',
  });
  await savePlatform(t.ctx, director, platform);
  // Nobody listens there: the payment fails, and its pages say so.
  await startPlatformPayment(t.ctx, director, dossier.id, '').catch(() => null);
  const online = await t.owner.query<{ token: string }>('select token from platform_payments limit 1');
  const token = online.rows[0]?.token ?? '';
  const refund = await decideRefund(t.ctx, director, life.receipt, {
    requestId: newId(),
    amountVnd: 1_000,
    method: 'cash',
    account: '',
    payee: 'Nguyễn Thị Thanh Huyền Trang Ví Dụ',
    reason: 'Thu thừa',
    legalBasis: 'Luật Phí và lệ phí năm 2015',
  });
  return {
    '/can-bo/hoan-phi/:id/chi-tra': [`/can-bo/hoan-phi/${refund.id}/chi-tra`],
    '/thanh-toan/cong/:token': [`/thanh-toan/cong/${token}`],
    '/can-bo/thanh-toan-truc-tuyen/:token': [`/can-bo/thanh-toan-truc-tuyen/${token}`],
    '/thanh-toan/:token': [`/thanh-toan/${order.token}`],
    '/can-bo/chuyen-khoan/:id/xu-ly': [`/can-bo/chuyen-khoan/${id}/xu-ly`],
  };
}

/** A dossier that the portal has to hear of; nobody listens there. */
async function withPortal({ t }: SiteParts, { commune }: Life): Promise<Addresses> {
  const settings = SettingsInput.parse({ requestId: newId(), mode: 'relay', base: 'http://127.0.0.1:9' });
  await saveSettings(t.ctx, commune.person('quantri'), settings);
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake(BIRTH),
  });
  return {
    '/can-bo/cong-dvcqg/ho-so/:number': [`/can-bo/cong-dvcqg/ho-so/${dossier.number}`],
    '/can-bo/ho-so/:ref/quet': [`/can-bo/ho-so/${dossier.number}/quet`],
  };
}

/** The example commune's news: one that is out, one that is being written. */
async function withNews({ t }: SiteParts): Promise<Addresses> {
  const { rows } = await t.owner.query<{ id: string; slug: string }>(
    'select id, slug from news order by live_revision nulls last',
  );
  const [out, draft] = rows;
  return {
    '/can-bo/tin-tuc/:id': [`/can-bo/tin-tuc/${out?.id}`, `/can-bo/tin-tuc/${draft?.id}`],
    '/can-bo/tin-tuc/:id/sua': [`/can-bo/tin-tuc/${draft?.id}/sua`],
    '/can-bo/tin-tuc/:id/kenh/:channel': [`/can-bo/tin-tuc/${draft?.id}/kenh/loudspeaker`],
    '/can-bo/tin-tuc/mau/:key': ['/can-bo/tin-tuc/mau/bao-lu'],
    '/can-bo/tin-tuc/mau/:key/sua': ['/can-bo/tin-tuc/mau/bao-lu/sua'],
    '/tin-tuc/:slug': [`/tin-tuc/${out?.slug}`],
    '/tin-tuc/thoi-nhan/:token': ['/tin-tuc/thoi-nhan/vi-du-khong-co'],
  };
}

/** A dossier prepared at home, with a photograph; and one that the counter has opened. */
async function withPreparations({ t }: SiteParts, { commune }: Life): Promise<Addresses> {
  const visitor = { kind: 'public', centreId: commune.centreId } as const;
  const draft = async () => {
    const token = await begin(t.ctx, visitor, BIRTH);
    const { procedure, preparation, steps } = await getHeld(t.ctx, visitor, token);
    const key = procedure.components.find(({ kind }) => kind === 'submit')?.id ?? '';
    const form = steps.find(({ kind }) => kind === 'form')?.key ?? '';
    await fill(t.ctx, visitor, token, { [key]: 'photo' }, [key]);
    return { base: `/nop-ho-so/${token}`, key, form, preparation };
  };
  const { base, key, form } = await draft();
  const used = await draft();
  const code = { code: used.preparation.code, requestId: newRequestId() };
  const helped = { code: (await draft()).preparation.code, requestId: newRequestId() };
  const assistId = await assistWith(t.ctx, commune.person('tiepnhan2'), helped);
  const { preparationId } = await openAtCounter(t.ctx, commune.person('tiepnhan1'), code);
  const questions = ['cho-ai', 'ngay-sinh', 'nguoi-nop', 'nhan-ket-qua'].map((key) => `${base}/hoi/${key}`);
  return {
    '/nop-ho-so': ['/nop-ho-so', `/nop-ho-so?thu-tuc=${BIRTH}`],
    '/nop-ho-so/ma/:code': ['/nop-ho-so/ma/4821093716'],
    '/nop-ho-so/:token': [base, used.base],
    '/nop-ho-so/:token/hoi/:question': questions,
    '/nop-ho-so/:token/to-khai/:page': [`${base}/to-khai/${form}`],
    '/nop-ho-so/:token/giay-to/:key': [`${base}/giay-to/${key}`],
    '/nop-ho-so/:token/giay-to/:key/anh': [`${base}/giay-to/${key}/anh`],
    '/nop-ho-so/:token/mang-den': [`${base}/mang-den`],
    '/nop-ho-so/:token/cong': [`${base}/cong`],
    '/can-bo/ho-so-chuan-bi/ho-tro/:id': [`/can-bo/ho-so-chuan-bi/ho-tro/${assistId}`],
    '/can-bo/ho-so-chuan-bi/:id': [`/can-bo/ho-so-chuan-bi/${preparationId}`],
  };
}

/** Pages of devices, transfers and the portal with something to show. */
export async function walkedAddresses(site: SiteParts, life: Life): Promise<Addresses> {
  return {
    ...(await withDevice(site, life)),
    ...(await withMoney(site, life)),
    ...(await withPortal(site, life)),
    ...(await withPreparations(site, life)),
    ...(await withNews(site)),
    ...(await withNationalList(site, life)),
    ...(await withNotices(site, life)),
    ...(await withPetitions(site, life)),
    ...(await withFollowed(site, life)),
    ...(await withPost(site, life)),
    ...(await withSigned(site, life)),
  };
}
