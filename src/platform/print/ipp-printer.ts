import { type DeviceAddress, DeviceUnreachable } from '../devices/address.ts';
import { askDevice, BrokenAnswer } from '../devices/http.ts';
import type { PrinterCondition, PrinterTrouble } from './condition.ts';
import type { PrintFailure, PrintOutcome } from './escpos-line.ts';
import {
  decodeIpp,
  encodeIpp,
  IPP_GROUPS,
  IPP_OPERATIONS,
  type IppAttribute,
  IppFormatError,
  type IppMessage,
  ippValues,
} from './ipp.ts';

/** Where an office printer takes IPP. */
export interface IppAddress extends DeviceAddress {
  /** "/ipp/print" for most; "/printers/<name>" for CUPS. */
  readonly path: string;
  readonly tls: boolean;
}

const ANSWER_MS = 10_000;
/** A whole document over a slow line. */
const SEND_MS = 60_000;
const ANSWER_LIMIT = 1024 * 1024;

/** What an office printer says of itself. */
export interface IppCondition extends PrinterCondition {
  /** Whether PDF is among the formats it takes. */
  readonly takesPdf: boolean;
  readonly model: string | null;
  /** Toner or ink is low: worth a word, no reason to stop. */
  readonly tonerLow: boolean;
}

/** The printer answered with a refusal (status of RFC 8011 §4.1.6 or of HTTP). */
export class IppRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`IPP: refused with 0x${status.toString(16)}`);
    this.name = 'IppRefusal';
    this.status = status;
  }
}

let lastRequest = 0;

function printerUri({ host, port, path, tls }: IppAddress): string {
  return `${tls ? 'ipps' : 'ipp'}://${host}:${port}${path}`;
}

async function exchange(
  printer: IppAddress,
  code: number,
  attributes: readonly IppAttribute[],
  extra: { readonly job?: readonly IppAttribute[]; readonly data?: Uint8Array } = {},
): Promise<IppMessage> {
  lastRequest = (lastRequest % 0x7fff_fffe) + 1;
  const body = encodeIpp({
    code,
    requestId: lastRequest,
    groups: [
      {
        tag: IPP_GROUPS.operation,
        // Charset and language come first, then the target: RFC 8011 §4.1.4, and some printers insist.
        attributes: [
          { tag: 'charset', name: 'attributes-charset', values: ['utf-8'] },
          { tag: 'naturalLanguage', name: 'attributes-natural-language', values: ['vi'] },
          { tag: 'uri', name: 'printer-uri', values: [printerUri(printer)] },
          ...attributes,
        ],
      },
      ...(extra.job === undefined ? [] : [{ tag: IPP_GROUPS.job, attributes: extra.job }]),
    ],
    ...(extra.data === undefined ? {} : { data: extra.data }),
  });
  const answer = await askDevice({
    device: printer,
    tls: printer.tls,
    method: 'POST',
    path: printer.path,
    headers: { 'content-type': 'application/ipp', accept: 'application/ipp' },
    body,
    timeout: extra.data === undefined ? ANSWER_MS : SEND_MS,
    limit: ANSWER_LIMIT,
  });
  if (answer.status !== 200) {
    throw new IppRefusal(answer.status);
  }
  const message = decodeIpp(answer.body);
  if (message.code >= 0x0100) {
    throw new IppRefusal(message.code);
  }
  return message;
}

const REASONS: readonly (readonly [RegExp, PrinterTrouble])[] = [
  [/^media-(empty|needed)/, 'paper'],
  [/^(cover|door)-open|^input-tray-missing/, 'cover'],
  [/^media-jam/, 'cutter'],
  [/^(toner|marker-supply)-empty|^marker-waste-full|^spool-area-full|^other-error/, 'fault'],
  [/^(offline|paused|moving-to-paused|shutdown|connecting-to-device)/, 'offline'],
];
const STOPPED = 5;

/** Turns `printer-state` and its reasons into what the hall can act on. A `-report` or `-warning` does not stop a printer. */
export function ippTrouble(
  state: number,
  accepting: boolean,
  reasons: readonly string[],
): PrinterTrouble | null {
  const stopping = reasons.filter((reason) => !/-(report|warning)$/.test(reason));
  for (const [pattern, trouble] of REASONS) {
    if (stopping.some((reason) => pattern.test(reason))) {
      return trouble;
    }
  }
  if (state === STOPPED) {
    return 'fault';
  }
  return accepting ? null : 'offline';
}

/** Asks an office printer how it is. @throws DeviceUnreachable, BrokenAnswer, IppRefusal, IppFormatError */
export async function askIpp(printer: IppAddress): Promise<IppCondition> {
  const message = await exchange(printer, IPP_OPERATIONS.getPrinterAttributes, [
    {
      tag: 'keyword',
      name: 'requested-attributes',
      values: [
        'printer-state',
        'printer-state-reasons',
        'printer-is-accepting-jobs',
        'document-format-supported',
        'printer-make-and-model',
      ],
    },
  ]);
  const values = (name: string) => ippValues(message, IPP_GROUPS.printer, name);
  const texts = (name: string) => values(name).filter((value) => typeof value === 'string');
  const [state] = values('printer-state');
  const reasons = texts('printer-state-reasons');
  return {
    known: typeof state === 'number',
    trouble: ippTrouble(
      typeof state === 'number' ? state : 3,
      values('printer-is-accepting-jobs')[0] !== false,
      reasons,
    ),
    paperLow: reasons.some((reason) => reason.startsWith('media-low')),
    tonerLow: reasons.some((reason) => /^(toner|marker-supply)-low/.test(reason)),
    takesPdf: texts('document-format-supported').includes('application/pdf'),
    model: texts('printer-make-and-model')[0] ?? null,
  };
}

/** How a job at the printer stands; `stopped` waits inside the printer and goes on by itself. */
export type IppJobState = 'waiting' | 'stopped' | 'completed' | 'ended';

function jobState(value: unknown): IppJobState {
  switch (value) {
    case 9:
      return 'completed';
    case 6:
      return 'stopped';
    case 7:
    case 8:
      return 'ended';
    default:
      return 'waiting';
  }
}

const USER: IppAttribute = { tag: 'nameWithoutLanguage', name: 'requesting-user-name', values: ['motcua'] };

/** The state of a job that the printer took. @throws as {@link askIpp} */
export async function askIppJob(printer: IppAddress, job: number): Promise<IppJobState> {
  const message = await exchange(printer, IPP_OPERATIONS.getJobAttributes, [
    { tag: 'integer', name: 'job-id', values: [job] },
    USER,
    { tag: 'keyword', name: 'requested-attributes', values: ['job-state'] },
  ]);
  return jobState(ippValues(message, IPP_GROUPS.job, 'job-state')[0]);
}

/** Looks for a job of ours by its name among what the printer has and had; null when it never got there. */
async function findJob(printer: IppAddress, name: string): Promise<number | null> {
  for (const which of ['not-completed', 'completed']) {
    const message = await exchange(printer, IPP_OPERATIONS.getJobs, [
      USER,
      { tag: 'keyword', name: 'which-jobs', values: [which] },
      { tag: 'keyword', name: 'requested-attributes', values: ['job-id', 'job-name'] },
    ]);
    for (const { tag, attributes } of message.groups) {
      const [id] = attributes.get('job-id') ?? [];
      if (tag === IPP_GROUPS.job && attributes.get('job-name')?.[0] === name && typeof id === 'number') {
        return id;
      }
    }
  }
  return null;
}

/** How handing a document over ended; a job that was taken is asked about later. */
export type IppOutcome =
  | { readonly kind: 'taken'; readonly job: number }
  | Exclude<PrintOutcome, { kind: 'printed' }>;

function failureOf(error: unknown): PrintFailure {
  if (error instanceof DeviceUnreachable) {
    return error.failure;
  }
  if (error instanceof BrokenAnswer) {
    return error.reason === 'timeout' ? 'timeout' : 'refused';
  }
  if (error instanceof IppRefusal || error instanceof IppFormatError) {
    return 'fault';
  }
  throw error;
}

/** `server-error-busy`, `…-not-accepting-jobs`, `…-temporary-error`, `…-service-unavailable`, and HTTP 503: later it may work. */
const LATER: ReadonlySet<number> = new Set([0x0502, 0x0505, 0x0506, 0x0507, 503]);

/**
 * Hands a PDF to an office printer. The job's name is ours and unique: when the line breaks in the middle, the printer is
 * asked whether it has a job of that name, so that nothing is printed twice.
 * @throws IppRefusal when this printer never takes such a file (format, sign-in)
 */
export async function printIpp(
  printer: IppAddress,
  document: { readonly name: string; readonly pdf: Uint8Array; readonly copies?: number },
): Promise<IppOutcome> {
  let before: IppCondition;
  let earlier: number | null;
  try {
    before = await askIpp(printer);
    earlier = before.trouble === null ? await findJob(printer, document.name) : null;
  } catch (error) {
    return { kind: 'not-started', failure: failureOf(error) };
  }
  if (before.trouble !== null) {
    return { kind: 'not-started', failure: before.trouble };
  }
  if (!before.takesPdf) {
    throw new IppRefusal(0x040a);
  }
  if (earlier !== null) {
    return { kind: 'taken', job: earlier };
  }
  try {
    const message = await exchange(
      printer,
      IPP_OPERATIONS.printJob,
      [
        USER,
        { tag: 'nameWithoutLanguage', name: 'job-name', values: [document.name] },
        { tag: 'mimeMediaType', name: 'document-format', values: ['application/pdf'] },
      ],
      {
        job: [{ tag: 'integer', name: 'copies', values: [document.copies ?? 1] }],
        data: document.pdf,
      },
    );
    const [job] = ippValues(message, IPP_GROUPS.job, 'job-id');
    return typeof job === 'number' ? { kind: 'taken', job } : { kind: 'unknown', failure: 'fault' };
  } catch (error) {
    if (error instanceof IppRefusal) {
      if (LATER.has(error.status)) {
        return { kind: 'not-started', failure: 'offline' };
      }
      throw error;
    }
    const failure = failureOf(error);
    try {
      const taken = await findJob(printer, document.name);
      return taken === null ? { kind: 'not-started', failure } : { kind: 'taken', job: taken };
    } catch (asking) {
      failureOf(asking);
      return { kind: 'unknown', failure };
    }
  }
}
