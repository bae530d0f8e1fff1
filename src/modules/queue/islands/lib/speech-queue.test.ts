import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Speaker, SpeechQueue, type Spoken } from './speech-queue.ts';

const call = (id: string): Spoken => ({ id, sentence: `Mời số ${id}`, clips: [] });

/** Writes down what sounds, and that never two things sound at once. */
function recorder(fails: (word: string) => boolean = () => false) {
  const heard: string[] = [];
  let sounding = 0;
  let overlaps = 0;
  const sound = async (word: string) => {
    sounding += 1;
    overlaps += sounding > 1 ? 1 : 0;
    await Promise.resolve();
    await Promise.resolve();
    sounding -= 1;
    if (fails(word)) {
      throw new Error(word);
    }
    heard.push(word);
  };
  const speaker: Speaker = {
    chime: () => sound('♪'),
    call: ({ id }) => sound(id),
    notice: (text) => sound(text),
    pause: () => Promise.resolve(),
  };
  return { heard, speaker, overlaps: () => overlaps };
}

/** Lets everything that waits be spoken. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the voice of the hall', () => {
  it('speaks each call twice after the chime, and never two things at once', async () => {
    const { heard, speaker, overlaps } = recorder();
    const queue = new SpeechQueue(speaker, { repeats: 2, wanted: () => true });
    queue.say(call('A001'));
    queue.say(call('A002'));
    queue.say(call('A001'));
    await settle();
    expect(heard).toEqual(['♪', 'A001', 'A001', '♪', 'A002', 'A002']);
    expect(overlaps()).toBe(0);
  });

  it('lets announcements wait for calls', async () => {
    const { heard, speaker } = recorder();
    const queue = new SpeechQueue(speaker, { repeats: 1, wanted: () => true });
    queue.say(call('A001'));
    queue.announce('Giờ nghỉ trưa');
    queue.say(call('A002'));
    await settle();
    expect(heard).toEqual(['♪', 'A001', '♪', 'A002', 'Giờ nghỉ trưa']);
  });

  it('skips who is no longer called, and goes on after a sound that fails', async () => {
    const { heard, speaker } = recorder((word) => word === 'A002');
    const queue = new SpeechQueue(speaker, { repeats: 1, wanted: (id) => id !== 'A001' });
    for (const id of ['A001', 'A002', 'A003']) {
      queue.say(call(id));
    }
    await settle();
    expect(heard).toEqual(['♪', '♪', 'A003']);
  });

  it('holds for any order of calls and announcements that come while it speaks', async () => {
    const steps = fc.array(fc.record({ notice: fc.boolean(), yields: fc.integer({ min: 0, max: 4 }) }), {
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (plan, repeats) => {
        const { heard, speaker, overlaps } = recorder();
        const queue = new SpeechQueue(speaker, { repeats, wanted: () => true });
        const calls: string[] = [];
        const notices: string[] = [];
        for (const [index, step] of plan.entries()) {
          if (step.notice) {
            notices.push(`tin ${index}`);
            queue.announce(`tin ${index}`);
          } else {
            calls.push(`A${index}`);
            queue.say(call(`A${index}`));
          }
          for (let turn = 0; turn < step.yields; turn += 1) {
            await Promise.resolve();
          }
        }
        await settle();
        expect(overlaps()).toBe(0);
        expect(heard.filter((word) => word.startsWith('A'))).toEqual(
          calls.flatMap((id) => Array.from({ length: repeats }, () => id)),
        );
        expect(heard.filter((word) => word.startsWith('tin'))).toEqual(notices);
      }),
    );
  });
});
