import { serveSockets } from '../sockets.ts';

/** Switches of the simulated camera or Wi-Fi box. */
export interface NetworkDeviceSwitches {
  /** Takes the line and says nothing. */
  silent: boolean;
  /** Answers with bytes of no protocol. */
  garbage: boolean;
  /** RTSP and ONVIF ask for a sign-in first; that is life, too. */
  signIn: boolean;
  /** The clock that ONVIF tells, as ISO text in UTC; "wrong" for one that is no date. */
  clock: string;
  /** HTTP status of a plain web page. */
  http: number;
}

export interface SimulatedNetworkDevice {
  readonly port: number;
  readonly switches: NetworkDeviceSwitches;
  /** First line of everything it was asked, to see that nobody asked for a picture. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

function clockXml(iso: string): string {
  const [, year, month, day, hour, minute, second] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)/.exec(iso) ?? [
    '',
    '0',
    '99',
    '99',
    '99',
    '99',
    '99',
  ];
  return `<?xml version="1.0"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><SOAP-ENV:Body><tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime><tt:Time><tt:Hour>${Number(hour)}</tt:Hour><tt:Minute>${Number(minute)}</tt:Minute><tt:Second>${Number(second)}</tt:Second></tt:Time><tt:Date><tt:Year>${Number(year)}</tt:Year><tt:Month>${Number(month)}</tt:Month><tt:Day>${Number(day)}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

function httpAnswer(status: number, body: string): string {
  return `HTTP/1.1 ${status} X\r\ncontent-type: text/xml\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

function answerTo(text: string, switches: NetworkDeviceSwitches): string {
  if (switches.garbage) {
    return 'SSH-2.0-strange\r\n';
  }
  if (text.startsWith('OPTIONS rtsp:')) {
    return switches.signIn
      ? 'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n\r\n'
      : 'RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n';
  }
  if (text.startsWith('POST /onvif/device_service')) {
    return switches.signIn ? httpAnswer(401, '') : httpAnswer(200, clockXml(switches.clock));
  }
  return httpAnswer(switches.http, '<p>device</p>');
}

/** A camera or Wi-Fi box on a free port of this machine: RTSP options, ONVIF clock, a web page. */
export async function startNetworkDevice(port = 0): Promise<SimulatedNetworkDevice> {
  const switches: NetworkDeviceSwitches = {
    silent: false,
    garbage: false,
    signIn: false,
    clock: '2026-11-23T01:00:00Z',
    http: 200,
  };
  const asked: string[] = [];
  const { port: bound, stop } = await serveSockets(port, (socket) => {
    socket.once('data', (data: Buffer) => {
      asked.push(data.toString('latin1').split('\r\n')[0] ?? '');
      if (!switches.silent) {
        socket.end(answerTo(data.toString('latin1'), switches));
      }
    });
  });
  return { port: bound, switches, asked, stop };
}
