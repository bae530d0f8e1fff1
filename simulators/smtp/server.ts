import type { Socket } from 'node:net';
import { serveSockets } from '../sockets.ts';

/** Switches of the simulated mail server. */
export interface SmtpSwitches {
  /** Answers to a mail: takes it, "try later" (451), or "never" (550). */
  answer: 'take' | 'later' | 'never';
  /** Refuses recipients whose address holds this word. */
  refuse: string;
  /** Greets and then says nothing more. */
  stuck: boolean;
  /** Drops the line in the middle of the mail's text. */
  dropInData: boolean;
}

/** One mail as it arrived: envelope and text, as sent. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

export interface SimulatedSmtp {
  readonly port: number;
  readonly switches: SmtpSwitches;
  readonly mails: readonly ReceivedMail[];
  stop(): Promise<void>;
}

const ANSWERS = { take: '250 taken', later: '451 try later', never: '550 not wanted here' } as const;

class Session {
  #from = '';
  #to: string[] = [];
  #data: string[] | null = null;
  readonly #socket: Socket;
  readonly #switches: SmtpSwitches;
  readonly #mails: ReceivedMail[];

  constructor(socket: Socket, switches: SmtpSwitches, mails: ReceivedMail[]) {
    this.#socket = socket;
    this.#switches = switches;
    this.#mails = mails;
  }

  #say(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  #end(): string {
    const data = this.#data?.join('\r\n') ?? '';
    this.#data = null;
    if (this.#switches.answer === 'take') {
      this.#mails.push({ from: this.#from, to: this.#to, data });
    }
    return ANSWERS[this.#switches.answer];
  }

  #recipient(address: string): string {
    const { refuse } = this.#switches;
    if (refuse !== '' && address.includes(refuse)) {
      return '550 no such box';
    }
    this.#to.push(address);
    return '250 ok';
  }

  #text(line: string): void {
    if (this.#switches.dropInData) {
      this.#socket.destroy();
    } else if (line === '.') {
      this.#say(this.#end());
    } else {
      this.#data?.push(line.startsWith('..') ? line.slice(1) : line);
    }
  }

  #command(line: string): string {
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    switch (line.slice(0, 4).toUpperCase()) {
      case 'MAIL':
        this.#from = address;
        this.#to = [];
        return '250 ok';
      case 'RCPT':
        return this.#recipient(address);
      case 'DATA':
        this.#data = [];
        return '354 go on';
      case 'QUIT':
        return '221 bye';
      default:
        return '250 simulated';
    }
  }

  line(line: string): void {
    if (this.#data !== null) {
      this.#text(line);
      return;
    }
    const answer = this.#command(line);
    this.#say(answer);
    if (answer.startsWith('221')) {
      this.#socket.end();
    }
  }
}

/** A mail server on a free port of this machine that keeps what it takes and misbehaves as its switches say. */
export async function startSmtp(port = 0): Promise<SimulatedSmtp> {
  const mails: ReceivedMail[] = [];
  const switches: SmtpSwitches = { answer: 'take', refuse: '', stuck: false, dropInData: false };
  const { port: bound, stop } = await serveSockets(port, (socket) => {
    socket.write('220 simulated mail\r\n');
    if (switches.stuck) {
      return;
    }
    const session = new Session(socket, switches, mails);
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        session.line(line);
      }
    });
  });
  return { port: bound, switches, mails, stop };
}
