import {
  decodeIpp,
  encodeIpp,
  IPP_GROUPS,
  IPP_OPERATIONS,
  type IppAttribute,
  type IppMessage,
  ippValues,
} from '#platform/print/ipp.ts';
import { bytesOf, serveHere } from '../http.ts';

/** Switches of the simulated office printer. */
export interface IppSwitches {
  /** `printer-state`: 3 idle, 4 processing, 5 stopped. */
  state: 3 | 4 | 5;
  accepting: boolean;
  /** `printer-state-reasons`, e.g. "media-empty-error". */
  reasons: string[];
  formats: string[];
  /** `job-state` that a job gets: 9 completed, 5 processing, 6 stopped, 8 aborted. */
  jobState: 5 | 6 | 8 | 9;
  /** Answers every operation with this status (0x0507 busy, 0x040a format). */
  refuse: number | null;
  /** Answers with this HTTP status and no IPP. */
  http: number | null;
  /** Takes the job and cuts the line before it answers. */
  dropAfterJob: boolean;
  /** Cuts the line while the job still comes. */
  dropBeforeJob: boolean;
  /** Answers with bytes that are no IPP. */
  garbage: boolean;
}

/** A job as the printer keeps it. */
export interface IppJob {
  readonly id: number;
  readonly name: string;
  readonly copies: number;
  readonly document: Buffer;
}

export interface SimulatedIppPrinter {
  readonly port: number;
  readonly switches: IppSwitches;
  readonly jobs: readonly IppJob[];
  mend(): void;
  stop(): Promise<void>;
}

const MENDED: Omit<IppSwitches, 'reasons' | 'formats'> = {
  state: 3,
  accepting: true,
  jobState: 9,
  refuse: null,
  http: null,
  dropAfterJob: false,
  dropBeforeJob: false,
  garbage: false,
};
const mended = (): IppSwitches => ({
  ...MENDED,
  reasons: ['none'],
  formats: ['application/pdf', 'image/jpeg', 'application/octet-stream'],
});

const HEAD: readonly IppAttribute[] = [
  { tag: 'charset', name: 'attributes-charset', values: ['utf-8'] },
  { tag: 'naturalLanguage', name: 'attributes-natural-language', values: ['en'] },
];

function answer(
  request: IppMessage,
  code: number,
  groups: readonly { readonly tag: number; readonly attributes: readonly IppAttribute[] }[] = [],
): Buffer {
  return encodeIpp({
    code,
    requestId: request.requestId,
    groups: [{ tag: IPP_GROUPS.operation, attributes: HEAD }, ...groups],
  });
}

function jobGroup(job: IppJob, state: number) {
  return {
    tag: IPP_GROUPS.job,
    attributes: [
      { tag: 'integer', name: 'job-id', values: [job.id] },
      { tag: 'nameWithoutLanguage', name: 'job-name', values: [job.name] },
      { tag: 'enum', name: 'job-state', values: [state] },
    ],
  } as const;
}

function text(request: IppMessage, group: number, name: string): string {
  const [value] = ippValues(request, group, name);
  return typeof value === 'string' ? value : '';
}

function serve(request: IppMessage, switches: IppSwitches, jobs: IppJob[]): Buffer {
  if (switches.refuse !== null) {
    return answer(request, switches.refuse);
  }
  switch (request.code) {
    case IPP_OPERATIONS.getPrinterAttributes:
      return answer(request, 0, [
        {
          tag: IPP_GROUPS.printer,
          attributes: [
            { tag: 'enum', name: 'printer-state', values: [switches.state] },
            { tag: 'keyword', name: 'printer-state-reasons', values: switches.reasons },
            { tag: 'boolean', name: 'printer-is-accepting-jobs', values: [switches.accepting] },
            { tag: 'mimeMediaType', name: 'document-format-supported', values: switches.formats },
            { tag: 'textWithoutLanguage', name: 'printer-make-and-model', values: ['Máy in mô phỏng A4'] },
          ],
        },
      ]);
    case IPP_OPERATIONS.printJob: {
      const [copies] = ippValues(request, IPP_GROUPS.job, 'copies');
      const job: IppJob = {
        id: jobs.length + 1,
        name: text(request, IPP_GROUPS.operation, 'job-name'),
        copies: typeof copies === 'number' ? copies : 1,
        document: Buffer.from(request.data),
      };
      jobs.push(job);
      return answer(request, 0, [jobGroup(job, 3)]);
    }
    case IPP_OPERATIONS.getJobAttributes: {
      const [id] = ippValues(request, IPP_GROUPS.operation, 'job-id');
      const job = jobs.find((candidate) => candidate.id === id);
      return job === undefined
        ? answer(request, 0x0406)
        : answer(request, 0, [jobGroup(job, switches.jobState)]);
    }
    case IPP_OPERATIONS.getJobs: {
      const over = switches.jobState > 6;
      const wanted = text(request, IPP_GROUPS.operation, 'which-jobs') === 'completed';
      return answer(request, 0, over === wanted ? jobs.map((job) => jobGroup(job, switches.jobState)) : []);
    }
    default:
      return answer(request, 0x0501);
  }
}

/** An office printer that speaks IPP on a free port of this machine and keeps the documents it was sent. */
export async function startIppPrinter(port = 0): Promise<SimulatedIppPrinter> {
  const switches = mended();
  const jobs: IppJob[] = [];
  const { port: bound, stop } = await serveHere(port, async (request, reply) => {
    if (switches.http !== null) {
      reply.writeHead(switches.http).end();
      return;
    }
    const message = decodeIpp(await bytesOf(request));
    const printing = message.code === IPP_OPERATIONS.printJob;
    if (printing && switches.dropBeforeJob) {
      reply.destroy();
      return;
    }
    const bytes = serve(message, switches, jobs);
    if (printing && switches.dropAfterJob) {
      reply.destroy();
      return;
    }
    reply.writeHead(200, { 'content-type': 'application/ipp' });
    reply.end(switches.garbage ? Buffer.from('<html>sign in</html>') : bytes);
  });
  return { port: bound, switches, jobs, mend: () => Object.assign(switches, mended()), stop };
}
