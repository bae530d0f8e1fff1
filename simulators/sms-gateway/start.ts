import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerWith, LINE_FAULTS } from '../faults.ts';
import { bytesOf, json, jsonIn, type Reply, send, serveHere } from '../http.ts';
import { pageOf, tableOf } from '../page.ts';
import { type SimulatedSms, SmsBox, type SmsSwitches } from './box.ts';
import { answerIn, esmsState, type GatewayCall, isSending, membersOf } from './dialects.ts';

export { SMS_SECRET } from './box.ts';

/** A running gateway. */
export interface SimulatedSmsGateway {
  readonly url: string;
  readonly messages: readonly SimulatedSms[];
  readonly switches: SmsSwitches;
  /** Calls by path. */
  readonly calls: Readonly<Record<string, number>>;
  /** Says what became of a message. */
  settle(id: string, state: SimulatedSms['state']): void;
  /** Sends the delivery report of a message (eSMS: GET with query); gives the status it was answered with. */
  report(id: string): Promise<number>;
  stop(): Promise<void>;
}

const Switches = z.object({
  fault: z.enum(LINE_FAULTS).nullable().optional(),
  code: z.string().optional(),
  fate: z.enum(['delivered', 'undelivered', 'held']).optional(),
  tokensVoid: z.boolean().optional(),
  slowMs: z.number().optional(),
});

function overview({ messages }: SmsBox): Reply {
  const rows = messages.map((one) => [one.provider, one.id, one.to, one.text, one.requestId, one.state]);
  return pageOf('Cổng SMS mô phỏng', tableOf(rows));
}

/** Sets the switches that a call names; refuses it whole when one of them is none. */
function setSwitches(body: unknown, { switches }: SmsBox): Reply {
  const read = Switches.safeParse(body);
  Object.assign(switches, read.data ?? {});
  return read.success ? json(switches) : json({ error: z.prettifyError(read.error) }, 422);
}

async function handle(call: GatewayCall, box: SmsBox, response: ServerResponse): Promise<void> {
  switch (call.path) {
    case '/':
      send(response, overview(box));
      return;
    case '/dieu-khien':
      send(response, setSwitches(call.body, box));
      return;
    default:
      await answerWith(
        isSending(call) ? box.switches.fault : null,
        () => answerIn(call, box),
        response,
        box.switches.slowMs,
      );
  }
}

/** Sends the delivery report of eSMS; 0 where there is nobody to send it to. */
async function sendReport(found: SimulatedSms | undefined): Promise<number> {
  if (found === undefined || found.callbackUrl === '') {
    return 0;
  }
  const query = new URLSearchParams({
    SMSID: found.id,
    RequestId: found.requestId,
    phonenumber: found.to,
    TypeId: '2',
    telcoid: '1',
    ...Object.fromEntries(Object.entries(esmsState(found)).map(([name, value]) => [name, String(value)])),
  });
  const joint = found.callbackUrl.includes('?') ? '&' : '?';
  const answer = await fetch(`${found.callbackUrl}${joint}${query}`);
  await answer.text();
  return answer.status;
}

/** Starts one gateway that speaks the five dialects on one port; `/` shows what it holds, `POST /dieu-khien` sets the switches. */
export async function startSmsGateway(port = 0): Promise<SimulatedSmsGateway> {
  const box = new SmsBox();
  const calls: Record<string, number> = {};
  const { url, stop } = await serveHere(port, async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://gateway');
    const bytes = await bytesOf(request);
    calls[path] = (calls[path] ?? 0) + 1;
    const call: GatewayCall = {
      path,
      query,
      authorization: request.headers.authorization ?? '',
      body: membersOf(jsonIn(bytes)),
      raw: bytes.toString('utf8'),
    };
    await handle(call, box, response);
  });
  return {
    url,
    messages: box.messages,
    switches: box.switches,
    calls,
    settle(id, state) {
      const found = box.find(id);
      if (found !== undefined) {
        found.state = state;
      }
    },
    report: (id) => sendReport(box.find(id)),
    stop,
  };
}
