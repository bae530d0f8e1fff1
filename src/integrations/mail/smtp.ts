import { createTransport, type Transporter } from 'nodemailer';
import { type Mail, MailError, type MailPort } from './port.ts';

/** Milliseconds to wait for the server: a mail is sent by a job, which tries again. */
const PATIENCE = 10_000;

function toMailError(error: unknown): MailError {
  const message = error instanceof Error ? error.message : String(error);
  const code =
    typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : undefined;
  // 5xx is the server's last word (RFC 5321 §4.2.1); anything else, no answer included, may pass.
  return new MailError(message, !(typeof code === 'number' && code >= 500));
}

class SmtpMail implements MailPort {
  readonly #transport: Transporter;
  readonly #from: string;

  constructor(url: string, from: string) {
    const patience = `connectionTimeout=${PATIENCE}&greetingTimeout=${PATIENCE}&socketTimeout=${PATIENCE}`;
    this.#transport = createTransport(`${url}${url.includes('?') ? '&' : '?'}${patience}`);
    this.#from = from;
  }

  async send(mail: Mail): Promise<void> {
    let rejected: readonly unknown[] | undefined;
    try {
      ({ rejected } = await this.#transport.sendMail({
        from: this.#from,
        to: [...mail.to],
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.id}@motcua>`,
        ...(mail.attachment === undefined
          ? {}
          : {
              attachments: [{ filename: mail.attachment.name, content: Buffer.from(mail.attachment.bytes) }],
            }),
      }));
    } catch (error) {
      throw toMailError(error);
    }
    if (rejected !== undefined && rejected.length > 0) {
      throw new MailError(`refused for ${rejected.map(String).join(', ')}`, false);
    }
  }

  async check(): Promise<void> {
    try {
      await this.#transport.verify();
    } catch (error) {
      throw toMailError(error);
    }
  }
}

/** Mail over SMTP (RFC 5321). `url`: `smtp://host:25` or `smtps://name:password@host:465`. */
export function smtpMail(settings: { readonly url: string; readonly from: string }): MailPort {
  return new SmtpMail(settings.url, settings.from);
}
