import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type DeviceAddress, DeviceUnreachable, resolveOwn } from './address.ts';

/** One question to a device by HTTP. */
export interface DeviceRequest {
  readonly device: DeviceAddress;
  /** Devices of a hall have certificates they made themselves: with `tls` the line is private, not proven. */
  readonly tls?: boolean;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of the whole exchange, in milliseconds. */
  readonly timeout: number;
  /** Longer answers are cut off with an error, in bytes. */
  readonly limit: number;
}

/** A device's answer. Redirects are not followed: they are answers like any other, and nobody is sent elsewhere by a device. */
export interface DeviceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** The device answered, and then broke off or said more than can be right. */
export class BrokenAnswer extends Error {
  readonly reason: 'cut-off' | 'too-long' | 'timeout';

  constructor(reason: BrokenAnswer['reason'], device: DeviceAddress) {
    super(`device ${device.host}:${device.port}: answer ${reason}`);
    this.name = 'BrokenAnswer';
    this.reason = reason;
  }
}

/** What is needed of the answer's head, one text each. */
function headersOf(message: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function bodyOf(message: IncomingMessage, { device, limit }: DeviceRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    message.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limit) {
        message.destroy();
        reject(new BrokenAnswer('too-long', device));
        return;
      }
      parts.push(part);
    });
    message.on('end', () =>
      message.complete ? resolve(Buffer.concat(parts)) : reject(new BrokenAnswer('cut-off', device)),
    );
    message.on('error', () => reject(new BrokenAnswer('cut-off', device)));
    message.on('aborted', () => reject(new BrokenAnswer('cut-off', device)));
  });
}

/**
 * Asks a device of the own network by HTTP or HTTPS, bounded in time and size.
 * @throws DeviceUnreachable before an answer began; BrokenAnswer after
 */
export async function askDevice(question: DeviceRequest): Promise<DeviceAnswer> {
  const { device } = question;
  const { address } = await resolveOwn(device);
  const body = typeof question.body === 'string' ? Buffer.from(question.body) : question.body;
  const options: RequestOptions & { readonly rejectUnauthorized: boolean } = {
    host: address,
    port: device.port,
    method: question.method,
    path: question.path,
    agent: false,
    rejectUnauthorized: false,
    headers: {
      host: `${device.host}:${device.port}`,
      ...(body === undefined ? {} : { 'content-length': body.length }),
      ...question.headers,
    },
  };
  return new Promise((resolve, reject) => {
    let answering = false;
    const client = (question.tls === true ? httpsRequest : httpRequest)(options, (message) => {
      answering = true;
      bodyOf(message, question)
        .then((bytes) =>
          resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body: bytes }),
        )
        .catch(reject)
        .finally(() => clearTimeout(timer));
    });
    const timer = setTimeout(() => {
      reject(answering ? new BrokenAnswer('timeout', device) : new DeviceUnreachable('timeout', device));
      client.destroy();
    }, question.timeout);
    client.on('error', () => {
      clearTimeout(timer);
      reject(answering ? new BrokenAnswer('cut-off', device) : new DeviceUnreachable('refused', device));
    });
    client.end(body);
  });
}
