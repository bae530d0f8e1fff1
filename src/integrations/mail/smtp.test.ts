import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SimulatedSmtp, startSmtp } from '#simulators/smtp/server.ts';
import { MailError, type MailPort } from './port.ts';
import { smtpMail } from './smtp.ts';

let server: SimulatedSmtp;
let mail: MailPort;
const letter = {
  to: ['vidu@example.vn'],
  subject: 'Báo cáo tháng 11/2026',
  text: 'Kính gửi ông/bà',
  id: '01900000-0000-7000-8000-000000000001',
};

beforeEach(async () => {
  server = await startSmtp();
  mail = smtpMail({ url: `smtp://127.0.0.1:${server.port}`, from: 'Một Cửa <motcua@example.vn>' });
});
afterEach(() => server.stop());

const failure = async () => {
  const error = await mail.send(letter).catch((reason: unknown) => reason);
  return error instanceof MailError ? { temporary: error.temporary } : error;
};

describe('mail over SMTP', () => {
  it('arrives with sender, recipients, id and attachment', async () => {
    await mail.check();
    await mail.send({ ...letter, attachment: { name: 'bao-cao.pdf', bytes: Buffer.from('%PDF-1.7') } });
    expect(server.mails).toMatchObject([{ from: 'motcua@example.vn', to: ['vidu@example.vn'] }]);
    const [{ data } = { data: '' }] = server.mails;
    expect(data).toContain(`Message-ID: <${letter.id}@motcua>`);
    expect(data).toContain(Buffer.from('%PDF-1.7').toString('base64'));
  });

  it('a server that says "later" may take it later; one that says "never" will not', async () => {
    server.switches.answer = 'later';
    expect(await failure()).toEqual({ temporary: true });
    server.switches.answer = 'never';
    expect(await failure()).toEqual({ temporary: false });
    expect(server.mails).toEqual([]);
  });

  it('a line that drops in the middle is no mail', async () => {
    server.switches.dropInData = true;
    expect(await failure()).toEqual({ temporary: true });
    expect(server.mails).toEqual([]);
  });

  it('one refused recipient is told, though the others got it', async () => {
    server.switches.refuse = 'khong-co';
    await expect(mail.send({ ...letter, to: ['vidu@example.vn', 'khong-co@example.vn'] })).rejects.toThrow(
      'khong-co@example.vn',
    );
  });

  it('no server is a temporary failure, and the check says so', async () => {
    await server.stop();
    expect(await failure()).toEqual({ temporary: true });
    await expect(mail.check()).rejects.toBeInstanceOf(MailError);
  });
});
