import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { saveEquipment } from '#modules/equipment/commands/save-equipment.ts';
import { EquipmentInput } from '#modules/equipment/schema.ts';
import { systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { startScanner } from '#simulators/escl-scanner/server.ts';
import { searchDossiers } from '../queries.ts';
import { testCommune } from '../testing/commune.ts';
import { MODULES_BELOW } from '../testing/modules.ts';

const PENSION = '2.000884';
const CARD = '038055000001||NGUYỄN VĂN VÍ DỤ|05091955|Nam|Thôn Bái Hà Xuân, Hoa Lộc, Thanh Hóa|12052021';

const t = await testApp({ example: true, modules: MODULES_BELOW });
const commune = await testCommune(t.ctx);

type Form = Readonly<Record<string, string>>;

function get(username: string | undefined, url: string) {
  const actor = username === undefined ? undefined : commune.person(username);
  return t.as(actor, { method: 'GET', url, headers: { accept: 'text/html' } });
}

function post(username: string | undefined, url: string, form: Form) {
  return t.as(username === undefined ? undefined : commune.person(username), {
    method: 'POST',
    url,
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    payload: new URLSearchParams(form).toString(),
  });
}

async function countDossiers(): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>('select count(*)::int as n from dossiers');
  return rows[0]?.n ?? 0;
}

/** A filled intake form, as a browser without script posts it. */
function filled(change: Form = {}): Form {
  return {
    requestId: newRequestId(),
    procedureCode: PENSION,
    'parties.applicant.idNumber': '038055000001',
    'parties.applicant.name': 'Nguyễn Văn Ví Dụ',
    'parties.applicant.birthDate': '05/09/1955',
    'parties.applicant.phone': '0900000001',
    'papers.0.key': 'c1',
    'papers.0.how': 'shown',
    'papers.1.key': 'c2',
    'papers.1.how': 'original',
    'papers.1.count': '1',
    'fee.lines.0.name': 'Phí chứng thực chữ ký',
    'fee.lines.0.amount': '10.000',
    'fee.method': 'cash',
    do: 'receive',
    ...change,
  };
}

async function received(change: Form = {}): Promise<string> {
  const response = await post('tiepnhan1', '/can-bo/ho-so/moi', filled(change));
  expect(response.statusCode, response.body.match(/notice-title[^<]*>([^<]*)/)?.[1]).toBe(303);
  return decodeURIComponent(/ho-so\/([^?]+)/.exec(String(response.headers.location))?.[1] ?? '');
}

describe('intake without script', () => {
  test('a scanned card fills the person, and the search keeps it', async () => {
    const scanned = await post('tiepnhan1', '/can-bo/ho-so/moi', { scan: CARD, do: 'refresh' });
    expect(scanned.body).toContain('value="Nguyễn Văn Ví Dụ"');
    expect(scanned.body).toContain('value="05/09/1955"');
    const found = await post('tiepnhan1', '/can-bo/ho-so/moi', {
      'parties.applicant.name': 'Nguyễn Văn Ví Dụ',
      q: 'uy quyen nhan luong',
      do: 'refresh',
    });
    expect(found.body).toContain('value="Nguyễn Văn Ví Dụ"');
    expect(found.body).toContain(`name="choose" value="${PENSION}"`);
  });

  test('choosing a procedure shows papers, fee, date and its reason', async () => {
    const { body } = await post('tiepnhan1', '/can-bo/ho-so/moi', { choose: PENSION });
    expect(body).toContain(`name="procedureCode" value="${PENSION}"`);
    expect(body).toContain('papers.1.how');
    expect(body).toContain('10.000 đồng');
    expect(body).toContain('hôm nay · trước 17:30');
  });

  test('what is missing is told, what was typed is kept, nothing is written', async () => {
    const before = await countDossiers();
    const response = await post('tiepnhan1', '/can-bo/ho-so/moi', filled({ 'papers.1.how': '' }));
    expect([409, 422]).toContain(response.statusCode);
    expect(response.body).toContain('Còn thiếu');
    expect(response.body).toContain('value="Nguyễn Văn Ví Dụ"');
    expect(await countDossiers()).toBe(before);
  });

  test('wrong fields are listed together, each at its input', async () => {
    const response = await post(
      'tiepnhan1',
      '/can-bo/ho-so/moi',
      filled({ 'parties.applicant.name': '', 'parties.applicant.idNumber': '03805500001' }),
    );
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Xin xem lại 2 chỗ');
    expect(response.body).toContain('href="#f-parties-applicant-name"');
    expect(response.body).toContain('ông/bà mới nhập 11');
  });

  test('charges follow what is counted; another sum needs its reason, and both stay with the dossier', async () => {
    const line = (change: Form = {}) =>
      filled({
        'fee.lines.0.fee': '0',
        'fee.lines.0.proposed': '10.000',
        'fee.lines.0.quantities.0.units': '3',
        ...change,
      });
    const again = await post('tiepnhan1', '/can-bo/ho-so/moi', line({ do: 'refresh' }));
    expect(again.body).toContain('name="fee.lines.0.amount" type="text" value="30.000"');
    const before = await countDossiers();
    const stale = await post('tiepnhan1', '/can-bo/ho-so/moi', line());
    expect(stale.statusCode).toBe(422);
    expect(stale.body).toContain('theo biểu phí là 30.000 đồng, không phải 10.000 đồng');
    const bare = await post('tiepnhan1', '/can-bo/ho-so/moi', line({ 'fee.lines.0.amount': '5.000' }));
    expect(bare.statusCode).toBe(422);
    expect(bare.body).toContain('name="fee.lines.0.amount" type="text" value="5.000"');
    expect(bare.body).toContain('name="fee.lines.0.quantities.0.units" type="text" value="3"');
    expect(await countDossiers()).toBe(before);
    const reason = 'Theo Nghị quyết ví dụ của Hội đồng nhân dân tỉnh';
    const number = await received(line({ 'fee.lines.0.amount': '5.000', 'fee.lines.0.reason': reason }));
    const { rows } = await t.owner.query<{ fee: unknown }>(
      `select e.data -> 'fee' -> 'lines' as fee from dossier_events e join dossiers d on d.id = e.dossier_id where e.type = 'received' and d.number = $1`,
      [number],
    );
    expect(rows[0]?.fee).toMatchObject([
      { amount: 5_000, reckoned: { listVnd: 30_000, quantities: [{ units: 3, times: 1 }], reason } },
    ]);
    const shown = await t.as(commune.person('tiepnhan1'), { url: `/can-bo/ho-so/${number}` });
    expect(shown.body).toContain(`số lượng 3; theo biểu phí 30.000 đồng; thu khác biểu vì ${reason}`);
  });

  test('pressed twice it makes one dossier', async () => {
    const before = await countDossiers();
    const form = filled();
    const first = await post('tiepnhan1', '/can-bo/ho-so/moi', form);
    const second = await post('tiepnhan1', '/can-bo/ho-so/moi', form);
    expect(second.headers.location).toBe(first.headers.location);
    expect(await countDossiers()).toBe(before + 1);
  });

  test('one slip lists everything missing; the kept dossier is taken up again with all that was typed', async () => {
    const opened = await post(
      'tiepnhan1',
      '/can-bo/ho-so/moi',
      filled({ 'papers.1.how': '', do: 'supplement' }),
    );
    expect(opened.body).toContain('Phiếu yêu cầu bổ sung (Mẫu 02)');
    expect(opened.body).toContain('name="items.0.content"');
    const issued = await post(
      'tiepnhan1',
      '/can-bo/ho-so/moi',
      filled({
        'papers.1.how': '',
        do: 'supplement-issue',
        'items.0.paperKey': 'c2',
        'items.0.content': 'Giấy ủy quyền Mẫu 13-HSB',
        'items.0.reason': 'Chưa có',
        'items.1.content': '',
        'items.1.reason': '',
      }),
    );
    expect(issued.statusCode).toBe(303);
    const page = await get('tiepnhan1', String(issued.headers.location));
    expect(page.body).toContain('Đang chờ công dân');
    const id = /ho-so\/([0-9a-f-]{36})/.exec(String(issued.headers.location))?.[1];
    const again = await get('tiepnhan1', `/can-bo/ho-so/moi?nhap=${id}`);
    expect(again.body).toContain('value="Nguyễn Văn Ví Dụ"');
    expect(again.body).toContain(`name="draftId" value="${id}"`);
  });

  test('a refusal needs its reason in writing', async () => {
    const bare = await post('tiepnhan1', '/can-bo/ho-so/moi', filled({ do: 'refuse-issue' }));
    expect(bare.statusCode).toBe(422);
    expect(bare.body).toContain('Xin ghi lý do từ chối.');
    const refused = await post(
      'tiepnhan1',
      '/can-bo/ho-so/moi',
      filled({ do: 'refuse-issue', reason: 'Nội dung là hợp đồng, mời sang chứng thực hợp đồng.' }),
    );
    expect(refused.statusCode).toBe(303);
  });

  test.each(['chuyenvien.tp', 'quantri', undefined])('%s may not receive', async (username) => {
    const before = await countDossiers();
    const response = await post(username, '/can-bo/ho-so/moi', filled());
    expect([401, 403]).toContain(response.statusCode);
    expect(await countDossiers()).toBe(before);
  });
});

describe('the page of a dossier', () => {
  test('shows where it stands, why, and only what this officer may do', async () => {
    const number = await received();
    const { body } = await get('tiepnhan1', `/can-bo/ho-so/${number}`);
    expect(body).toContain(number);
    expect(body).toContain('Vì sao có ngày này');
    expect(body).toContain('id="lam-complete-step"');
    expect(body).toContain('Giấy tiếp nhận hồ sơ');
    const other = await get('chuyenvien.kt', `/can-bo/ho-so/${number}`);
    expect(other.body).not.toContain('id="lam-complete-step"');
    expect(other.body).not.toContain('038055000001');
  });

  test('a command goes through its small form; a repeat changes nothing', async () => {
    const number = await received();
    const form = { requestId: newRequestId(), note: 'Chuyển ngay' };
    const first = await post('tiepnhan1', `/can-bo/ho-so/${number}/lenh/complete-step`, form);
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toContain('xong=complete-step');
    const second = await post('tiepnhan1', `/can-bo/ho-so/${number}/lenh/complete-step`, form);
    expect(second.statusCode).toBe(303);
    const { body } = await get('tiepnhan1', `/can-bo/ho-so/${number}`);
    expect(body.split('Chuyển ngay')).toHaveLength(2);
  });

  test('two officers at once: the second is told who did what, and what may be done now', async () => {
    const number = await received();
    const withdraw = (reason: string) =>
      post('tiepnhan1', `/can-bo/ho-so/${number}/lenh/withdraw`, { requestId: newRequestId(), reason });
    expect((await withdraw('Công dân xin rút')).statusCode).toBe(303);
    const second = await withdraw('Công dân xin rút lần nữa');
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('role="alert"');
    expect(second.body).toContain('Đã rút');
  });

  test('a form with a missing reason comes back open, with what was typed', async () => {
    const number = await received();
    const response = await post('tiepnhan1', `/can-bo/ho-so/${number}/lenh/withdraw`, {
      requestId: newRequestId(),
      reason: '',
      askedVia: 'postal',
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('<option value="postal" selected');
  });

  test('a photo joins the dossier, whatever is no paper does not', async () => {
    const number = await received();
    const send = (name: string, bytes: Buffer) => {
      const boundary = 'ranh-gioi';
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="requestId"\r\n\r\n${newRequestId()}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      return t.as(commune.person('tiepnhan1'), {
        method: 'POST',
        url: `/can-bo/ho-so/${number}/tep`,
        headers: {
          accept: 'text/html',
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'sec-fetch-site': 'same-origin',
        },
        payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      });
    };
    const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect((await send('giay-uy-quyen.png', png)).statusCode).toBe(303);
    const { body } = await get('tiepnhan1', `/can-bo/ho-so/${number}`);
    expect(body).toContain('giay-uy-quyen');
    expect((await send('giay.pdf', Buffer.from('MZ không phải pdf'))).statusCode).toBe(415);
  });

  test('a paper comes straight from a network scanner; a jam is told and what was chosen stays', async () => {
    const scanner = await startScanner();
    const number = await received();
    const url = `/can-bo/ho-so/${number}/quet`;
    expect((await get('tiepnhan1', url)).body).toContain('Chưa có máy quét mạng nào');
    const entry = {
      kind: 'scanner',
      name: 'Máy quét quầy',
      protocol: 'escl',
      host: '127.0.0.1',
      port: scanner.port,
    };
    const system = systemActor(commune.centreId, 'test');
    const scannerId = await saveEquipment(t.ctx, system, EquipmentInput.parse(entry));
    const page = await sharp({ create: { width: 620, height: 877, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const scan = () =>
      post('tiepnhan1', url, {
        scannerId,
        source: 'feeder',
        sides: 'both',
        paperKey: 'c2',
        requestId: newRequestId(),
      });
    scanner.switches.feeder = 'ScannerAdfJam';
    const jammed = await scan();
    expect(jammed.statusCode).toBe(422);
    expect(jammed.body).toContain('kẹt giấy');
    expect(jammed.body).toContain('<option value="c2" selected');
    scanner.mend();
    scanner.switches.pages = [page, page];
    expect((await scan()).statusCode).toBe(303);
    const { body } = await get('tiepnhan1', `/can-bo/ho-so/${number}`);
    expect(body).toContain('PDF');
    expect(body).toContain('2 trang');
    await scanner.stop();
  });

  test('a dossier that is not there says so', async () => {
    expect((await get('tiepnhan1', '/can-bo/ho-so/H56.999-990101-9999')).statusCode).toBe(404);
  });
});

describe('lists', () => {
  test('my work has its groups with counts; the search forgives missing marks', async () => {
    await received({ 'parties.applicant.name': 'Đặng Thị Ánh Ví Dụ' });
    const work = await get('tiepnhan1', '/can-bo');
    expect(work.body).toContain('Hôm nay');
    expect(work.body).toContain('data-live-topics="staff:');
    const found = await get('tiepnhan1', '/can-bo/ho-so?q=dang+thi+anh');
    expect(found.body).toContain('Đặng Thị Ánh Ví Dụ');
    const none = await get('tiepnhan1', '/can-bo/ho-so?q=khong+co+ai+ten+nay');
    expect(none.body).toContain('Không thấy hồ sơ nào');
  });

  test('who handles no dossiers is led to the administration', async () => {
    const response = await get('quantri', '/can-bo');
    expect(response.headers.location).toBe('/can-bo/quan-tri');
  });

  test('unreadable filters are left out instead of failing', async () => {
    expect((await get('tiepnhan1', '/can-bo/ho-so?trang-thai=x&han=y&don-vi=z&trang=0')).statusCode).toBe(
      200,
    );
  });

  test('the palette finds people and procedures', async () => {
    const hits = (await get('tiepnhan1', '/can-bo/tim-nhanh?q=khai+sinh')).json<{ href: string }[]>();
    expect(hits.some((hit) => hit.href.startsWith('/can-bo/ho-so/moi?thu-tuc='))).toBe(true);
    expect((await get(undefined, '/can-bo/tim-nhanh?q=nguyen')).headers.location).toContain('/dang-nhap');
  });

  test('the book opens empty and for staff only', async () => {
    expect((await get('tiepnhan1', '/can-bo/so-chung-thuc')).body).toContain('Chưa có số nào');
    expect((await get(undefined, '/can-bo/so-chung-thuc')).headers.location).toContain('/dang-nhap');
    expect((await get('quantri', '/can-bo/so-chung-thuc')).statusCode).toBe(403);
  });
});

describe('public look-up (NĐ 118/2025 Đ17 k.3)', () => {
  test('number and last digits of the phone show the stage and why, and nobody’s name', async () => {
    const number = await received();
    const { body, statusCode } = await post(undefined, '/tra-cuu', { so: number, ma: '0001' });
    expect(statusCode).toBe(200);
    expect(body).toContain('hẹn trả trước 17:30');
    expect(body).toContain('Vì sao có ngày này');
    expect(body).not.toMatch(/Nguyễn Văn Ví Dụ<|038055000001|0900000001/);
  });

  test('the QR code of the receipt leads straight to the answer', async () => {
    const number = await received();
    const { lines } = await searchDossiers(t.ctx, commune.person('tiepnhan1'), { q: number });
    const { rows } = await t.owner.query<{ lookup_code: string }>(
      'select lookup_code from dossiers where id = $1',
      [lines[0]?.id],
    );
    const answer = await get(undefined, `/tra-cuu?so=${number}&ma=${rows[0]?.lookup_code}`);
    expect(answer.body).toContain('hẹn trả trước 17:30');
  });

  test('a wrong secret tells nothing, keeps the number, and after five the number rests', async () => {
    const number = await received();
    for (let i = 0; i < 5; i += 1) {
      const wrong = await post(undefined, '/tra-cuu', { so: number, ma: '9999' });
      expect(wrong.statusCode).toBe(404);
      expect(wrong.body).toContain(`value="${number}"`);
    }
    const right = await post(undefined, '/tra-cuu', { so: number, ma: '0001' });
    expect(right.statusCode).toBe(429);
    expect(right.headers['retry-after']).toBe('900');
  });

  test('empty fields are asked for at their inputs', async () => {
    const response = await post(undefined, '/tra-cuu', { so: '', ma: '' });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('href="#f-so"');
  });
});
