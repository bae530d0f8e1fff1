import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { type SimulatedSmtp, startSmtp } from '#simulators/smtp/server.ts';
import { cancelExport, openExport, requestExport } from './commands/exports.ts';
import { makeFile } from './commands/make-file.ts';
import { addSchedule, switchSchedule } from './commands/schedules.ts';
import { reportsModule } from './index.ts';
import { reportTasks } from './jobs.ts';
import { mailHealth } from './jobs-mail.ts';
import { listFiles } from './queries/files.ts';
import { changeExport } from './repo/exports.ts';
import { ScheduleInput } from './schedule-input.ts';
import { ReportAsked } from './sheets.ts';

let t: TestApp;
let commune: TestCommune;
let smtp: SimulatedSmtp;
const days = { tu: '2026-11-01', den: '2026-11-30' };
const NOW = '2026-11-16T06:00:00+07:00';

beforeAll(async () => {
  smtp = await startSmtp();
  t = await testApp({ modules: [...MODULES_BELOW, reportsModule], example: true, now: NOW });
  commune = await testCommune(t.ctx);
  t.clock.set('2026-11-03T08:00:00+07:00');
  for (const code of ['1.001193', '2.000884', '1.001193']) {
    await commune.act('tiepnhan1', 'new', { type: 'receive', intake: await commune.intake(code) });
  }
  await t.runJobs();
}, 120_000);
afterAll(() => smtp.stop());
beforeEach(() => {
  t.clock.set(NOW);
  smtp.switches.answer = 'take';
});

const order = (report: string, username = 'giamdoc', format: 'pdf' | 'xlsx' = 'xlsx') =>
  requestExport(t.ctx, commune.person(username), {
    asked: ReportAsked.parse({ report, ...days }),
    format,
    requestId: newRequestId(),
  });
const fileOf = async (id: string) =>
  (await listFiles(t.ctx, commune.person('giamdoc'))).find((file) => file.id === id);

describe('long exports', () => {
  it('are made by a job, with progress, and fetched afterwards; the reading is written down', async () => {
    const id = await order('register');
    expect(await fileOf(id)).toMatchObject({ state: 'waiting', done: 0 });
    await t.runJobs();
    expect(await fileOf(id)).toMatchObject({ state: 'done', done: 3, total: 3 });
    const { bytes, name } = await openExport(t.ctx, commune.person('giamdoc'), id);
    expect(name).toBe('register-2026-11-01-2026-11-30.xlsx');
    const cells = await readSheet(Buffer.from(bytes));
    expect(cells.filter((row) => String(row[1]).includes('-261103-'))).toHaveLength(3);
    expect(cells.flat()).toContain('Nguyễn Văn Ví Dụ');
    const { rows } = await t.owner.query(
      `select (select count(*)::int from audit_entries where action = 'reports.export-opened' and subject_id = $1) as opened,
        (select count(*)::int from access_log where what = 'report.register') as read`,
      [id],
    );
    expect(rows[0]).toMatchObject({ opened: 1, read: 1 });
  });

  it('the control sheet and the late list are made the same way', async () => {
    const ids = [await order('control'), await order('late', 'giamdoc', 'pdf')];
    await t.runJobs();
    expect((await Promise.all(ids.map(fileOf))).map((file) => file?.state)).toEqual(['done', 'done']);
  });

  it('the same request orders once', async () => {
    const requestId = newRequestId();
    const input = {
      asked: ReportAsked.parse({ report: 'late', ...days }),
      format: 'pdf',
      requestId,
    } as const;
    const first = await requestExport(t.ctx, commune.person('giamdoc'), input);
    expect(await requestExport(t.ctx, commune.person('giamdoc'), input)).toBe(first);
  });

  it('one that was stopped is not made; one stopped half-way leaves no file', async () => {
    const id = await order('register');
    await cancelExport(t.ctx, commune.person('giamdoc'), id);
    await t.runJobs();
    expect(await fileOf(id)).toMatchObject({ state: 'cancelled', fileKey: null });
    await expect(openExport(t.ctx, commune.person('giamdoc'), id)).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    await expect(cancelExport(t.ctx, commune.person('giamdoc'), id)).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    const halfway = await order('register');
    // The first word of progress finds it cancelled.
    const publish = t.ctx.live.publish.bind(t.ctx.live);
    let stopped = false;
    t.ctx.live.publish = async (tx, topic, data) => {
      if (!stopped) {
        stopped = true;
        await changeExport(tx, halfway, ['running'], { state: 'cancelled' });
      }
      await publish(tx, topic, data);
    };
    await t.runJobs();
    t.ctx.live.publish = publish;
    expect(await fileOf(halfway)).toMatchObject({ state: 'cancelled', fileKey: null });
  });

  it('is made with the rights of the asker at that time, and fetched with those of now', async () => {
    const id = await order('register', 'tiepnhan1');
    await t.owner.query(`update accounts set active = false where username = 'tiepnhan1'`);
    await t.runJobs();
    await t.owner.query(`update accounts set active = true where username = 'tiepnhan1'`);
    expect(await fileOf(id)).toMatchObject({ state: 'failed' });
    const fine = await order('register', 'tiepnhan1');
    await t.runJobs();
    const clerk = commune.person('tiepnhan1');
    await expect(openExport(t.ctx, { ...clerk, roles: ['officer'] }, fine)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await openExport(t.ctx, clerk, fine)).format).toBe('xlsx');
  });

  it('its link ends after seven days, and the morning takes the bytes away', async () => {
    const id = await order('late');
    await t.runJobs();
    const key = (await fileOf(id))?.fileKey ?? '';
    expect(await t.ctx.storage.exists(key)).toBe(true);
    t.clock.tick({ hours: 24 * 7 });
    await expect(openExport(t.ctx, commune.person('giamdoc'), id)).rejects.toMatchObject({ code: 'gone' });
    await reportTasks['reports.morning']?.(t.ctx, {});
    expect(await t.ctx.storage.exists(key)).toBe(false);
  });

  it('a list is not made while the page waits', async () => {
    const asked = ReportAsked.parse({ report: 'register', ...days });
    await expect(makeFile(t.ctx, commune.person('giamdoc'), asked, 'pdf')).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});

describe('schedules', () => {
  const add = async (report: string, mailTo = 'vidu@example.vn') => {
    const input = ScheduleInput.parse({
      requestId: newId(),
      report,
      format: 'pdf',
      period: 'month',
      cut: 'fifteenth',
      runDay: '16',
      mailTo,
    });
    await addSchedule(t.ctx, commune.person('giamdoc'), input);
    return input.requestId;
  };
  const morning = async (at: string) => {
    t.clock.set(at);
    await reportTasks['reports.morning']?.(t.ctx, {});
    await t.runJobs();
  };
  const made = async (scheduleId: string) =>
    (await listFiles(t.ctx, commune.person('giamdoc'))).filter((file) => file.scheduleId === scheduleId);
  const withMail = async (work: () => Promise<void>) => {
    const config = t.ctx.config as { mail: unknown };
    config.mail = { url: `smtp://127.0.0.1:${smtp.port}`, from: 'motcua@example.vn' };
    await work();
    config.mail = undefined;
  };

  it('make the report of the period that ended, on their day, once', async () => {
    const id = await add('07a');
    await morning('2026-11-15T07:00:00+07:00');
    expect(await made(id)).toEqual([]);
    await morning('2026-11-16T07:00:00+07:00');
    await morning('2026-11-17T07:00:00+07:00');
    expect(await made(id)).toMatchObject([{ state: 'done', mail: 'not-configured' }]);
    expect((await made(id))[0]?.title).toContain('từ ngày 15/10/2026 đến hết ngày 14/11/2026');
    await switchSchedule(t.ctx, commune.person('giamdoc'), id, false);
    await morning('2026-12-17T07:00:00+07:00');
    expect(await made(id)).toHaveLength(1);
  });

  it('mail the file; what names people is fetched with sign-in instead', async () => {
    await withMail(async () => {
      const ids = [await add('period'), await add('register', 'vidu@example.vn, hai@example.vn')];
      await morning('2026-11-16T07:00:00+07:00');
      const [figures, register] = await Promise.all(ids.map(made));
      expect(figures).toMatchObject([{ mail: 'sent', mailDetail: 'vidu@example.vn' }]);
      expect(register).toMatchObject([{ mail: 'sent', mailDetail: 'vidu@example.vn, hai@example.vn' }]);
      const [open, secret] = smtp.mails.toSorted((a, b) => a.to.length - b.to.length);
      expect(open?.data).toContain('application/pdf');
      expect(secret?.data).not.toContain('application/pdf');
      expect((await mailHealth(t.ctx)).ok).toBe(true);
    });
  });

  it('a mail that was refused is told on the page, and its file stays', async () => {
    await withMail(async () => {
      smtp.switches.answer = 'never';
      const id = await add('province');
      await morning('2026-11-16T07:00:00+07:00');
      expect(await made(id)).toMatchObject([{ state: 'done', mail: 'failed' }]);
      const page = await t.as(commune.person('giamdoc'), { url: '/can-bo/thong-ke/tep' });
      expect(page.body).toContain('Thư chưa gửi được');
    });
  });

  it('an address that is none is refused by its field', () => {
    const parsed = ScheduleInput.safeParse({
      requestId: newId(),
      report: '07a',
      format: 'pdf',
      period: 'month',
      cut: 'fifteenth',
      runDay: '31',
      mailTo: 'khong-phai-thu',
    });
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual(['runDay', 'mailTo']);
  });
});

describe('reminders before the 20th (TT 09/2026/TT-BTP Điều 11 khoản 2)', () => {
  it('are told once a day, on the page until the form was sent, and as late after the 20th', async () => {
    const told: string[] = [];
    t.ctx.events.on('report.due', async ({ form, by }) => {
      told.push(`${form} ${by}`);
    });
    t.clock.set('2026-11-18T07:00:00+07:00');
    await reportTasks['reports.morning']?.(t.ctx, {});
    const first = told.length;
    expect(told).toContain('07a 2026-11-20');
    await reportTasks['reports.morning']?.(t.ctx, {});
    expect(told).toHaveLength(first);
    const page = await t.as(commune.person('giamdoc'), { url: '/can-bo/thong-ke' });
    expect(page.body).toContain('phải gửi UBND tỉnh trước ngày 20/11/2026');
    t.clock.set('2026-11-21T07:00:00+07:00');
    const late = await t.as(commune.person('giamdoc'), { url: '/can-bo/thong-ke' });
    expect(late.body).toContain('đã quá ngày gửi 20/11/2026');
  });
});
