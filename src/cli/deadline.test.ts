import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The commands as a person would start them, in a process of its own, in any time zone. */
const ENTRY = `
  import { Command } from 'commander';
  import { deadlineCommand } from '#cli/deadline.ts';
  import { elapsedCommand } from '#cli/elapsed.ts';
  import { calendarCommand } from '#cli/calendar.ts';
  await new Command('motcua').addCommand(deadlineCommand()).addCommand(elapsedCommand()).addCommand(calendarCommand())
    .parseAsync(process.argv.slice(1), { from: 'user' });
`;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function motcua(args: string[], timeZone = 'Asia/Ho_Chi_Minh'): Promise<Outcome> {
  const node = [
    '--import',
    './src/platform/runtime/register.mjs',
    '--input-type=module',
    '-e',
    ENTRY,
    '--',
    ...args,
  ];
  try {
    const { stdout, stderr } = await run(process.execPath, node, {
      cwd: root,
      env: { ...process.env, TZ: timeZone },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error) {
      return { code: Number(error.code), stdout: String(error.stdout), stderr: String(error.stderr) };
    }
    throw error;
  }
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-deadline-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const GOOD = {
  hours: { mon: [['08:00', '12:00']] },
  daysOff: [],
  workingDays: [],
  covers: ['2026-01-01', '2026-12-31'],
};

describe('motcua deadline', () => {
  it('prints the due date and typed steps with their texts', async () => {
    const { code, stdout, stderr } = await motcua([
      'deadline',
      '--from',
      '2026-04-23T16:45',
      '--term',
      '3',
      '--unit',
      'working-day',
      '--json',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      due: '2026-04-29T17:30:00+07:00',
      explanation: [
        { kind: 'received', at: '2026-04-23T16:45:00+07:00', text: 'nhận 16:45 thứ Năm 23/04' },
        {
          kind: 'starts',
          on: '2026-04-24',
          amount: 3,
          unit: 'working-day',
          text: '3 ngày làm việc tính từ thứ Sáu 24/04',
        },
        {
          kind: 'days-off',
          days: [{ from: '2026-04-27', to: '2026-04-27', name: 'Nghỉ bù Giỗ Tổ Hùng Vương' }],
          text: 'nghỉ 27/04',
        },
        { kind: 'due', at: '2026-04-29T17:30:00+07:00', text: 'hẹn trả 17:30 thứ Tư 29/04/2026' },
      ],
    });
  });

  it('takes several pauses, a calendar file and moments with an offset', async () => {
    const calendar = await file('calendar.json', JSON.stringify(GOOD));
    const pauses = [
      '--pause',
      '2026-03-09T00:00/2026-03-10T00:00',
      '--pause',
      '2026-03-16T01:00Z/2026-03-16T05:00Z',
    ];
    const args = [
      'deadline',
      '--from',
      '2026-03-02T01:30:00Z',
      '--term',
      '1',
      '--unit',
      'working-day',
      ...pauses,
    ];
    const { stdout } = await motcua([...args, '--calendar', calendar, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ due: '2026-03-23T12:00:00+07:00' });
  });

  it.each([
    [['--from', '2026-02-30T08:00', '--term', '1', '--unit', 'working-day'], 'Không đọc được thời điểm'],
    [['--from', '2026-03-02', '--term', '1', '--unit', 'working-day'], 'Cần đủ ngày và giờ'],
    [['--from', '2026-03-02T08:00', '--term', '-1', '--unit', 'working-day'], 'không được âm'],
    [['--from', '2026-03-02T08:00', '--term', '1.5', '--unit', 'calendar-day'], 'phải là số nguyên'],
    [['--from', '2026-03-02T08:00', '--term', 'năm', '--unit', 'working-day'], 'phải là một con số'],
    [['--from', '2026-03-02T08:00', '--term', '1', '--unit', 'week'], 'Không có đơn vị'],
    [['--from', '2026-03-02T08:00', '--unit', 'same-day', '--cut-off', '25:00'], 'Giờ chốt nhận'],
    [
      ['--from', '2026-03-02T08:00', '--term', '1', '--unit', 'working-day', '--pause', 'x'],
      'khoảng tạm dừng',
    ],
    [
      ['--from', '2027-12-31T08:00', '--term', '1', '--unit', 'working-day'],
      'không tính được cho ngày 2028-01-01',
    ],
    [
      ['--from', '2024-12-31T08:00', '--term', '1', '--unit', 'working-day'],
      'không tính được cho ngày 2024-12-31',
    ],
    [
      ['--from', '2026-03-02T08:00', '--term', '1', '--unit', 'working-day', '--calendar', '/no/such'],
      'Không đọc được tệp',
    ],
    [['--term', '1'], 'Cần --from, --term và --unit'],
  ])('refuses %j clearly and leaves standard output empty', async (args, message) => {
    const { code, stdout, stderr } = await motcua(['deadline', ...args, '--json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('answers each line of a batch in order, wrong lines too', async () => {
    const lines = [
      JSON.stringify({ from: '2026-03-02T08:00', term: 5, unit: 'working-day' }),
      'không phải JSON',
      '',
      '[]',
      JSON.stringify({ from: '2026-03-02T08:00', term: 1, unit: 'working-day', calendar: GOOD }),
      JSON.stringify({
        from: '2026-03-02T08:00',
        term: 1,
        unit: 'working-day',
        calendar: { ...GOOD, dayOff: [] },
      }),
      JSON.stringify({
        from: '2026-03-02T08:00',
        term: 2,
        unit: 'working-hour',
        pauses: ['2026-03-02T08:00/2026-03-02T09:00'],
      }),
      JSON.stringify({ from: '2026-03-02T08:00', term: 2, unit: 'working-hour', pauses: 'hôm qua' }),
      JSON.stringify({ from: '2026-03-02T16:00', unit: 'same-day', cutOff: '16:00' }),
    ];
    const path = await file('batch.jsonl', `${lines.join('\r\n')}\n\n`);
    const { code, stdout } = await motcua(['deadline', '--batch', path, '--json']);
    const answers: unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const error = { error: expect.any(String) };
    expect(code).toBe(0);
    expect(answers).toEqual([
      { due: '2026-03-09T17:30:00+07:00' },
      error,
      error,
      error,
      { due: '2026-03-09T12:00:00+07:00' },
      error,
      { due: '2026-03-02T11:00:00+07:00' },
      error,
      { due: '2026-03-02T17:30:00+07:00' },
    ]);
  });

  it('gives the same answers whatever the zone of the machine', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => {
      const from = Temporal.PlainDateTime.from('2026-02-01T00:00')
        .add({ minutes: i * 397 })
        .toString()
        .slice(0, 16);
      const unit = ['working-day', 'calendar-day', 'working-hour', 'same-day'][i % 4];
      return JSON.stringify({ from, term: i % 30, unit, pauses: ['2026-03-03T10:00/2026-03-05T00:30'] });
    });
    const path = await file('zones.jsonl', lines.join('\n'));
    const zones = ['Asia/Ho_Chi_Minh', 'America/New_York', 'Pacific/Auckland', 'UTC'];
    const answers = await Promise.all(
      zones.map(async (zone) => (await motcua(['deadline', '--batch', path, '--json'], zone)).stdout),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toContain('error');
  });
});

describe('motcua elapsed', () => {
  it('prints whole office minutes', async () => {
    const { stdout } = await motcua([
      'elapsed',
      '--from',
      '2026-03-02T08:00',
      '--to',
      '2026-03-04T08:00:59',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toEqual({ workingMinutes: 960 });
  });

  it('refuses a reversed span and one outside the calendar', async () => {
    for (const [from, to] of [
      ['2026-03-02T08:00', '2026-03-01T08:00'],
      ['2027-12-31T08:00', '2028-01-03T08:00'],
    ]) {
      const { code, stdout } = await motcua(['elapsed', '--from', from ?? '', '--to', to ?? '', '--json']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    }
  });
});

describe('motcua calendar check', () => {
  it('warns of the estimates of 2027 and of the open question of 23/11/2026', async () => {
    const { code, stdout } = await motcua(['calendar', 'check']);
    expect(code).toBe(0);
    expect(stdout).toContain('Năm 2027 còn ngày nghỉ dự kiến');
    expect(stdout).toContain('23/11');
  });

  it('refuses a calendar that cannot be used', async () => {
    const path = await file('bad.json', JSON.stringify({ ...GOOD, covers: ['2026-12-31', '2026-01-01'] }));
    expect((await motcua(['calendar', 'check', '--calendar', path])).code).toBe(1);
  });
});
