import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { askWhatIf, latestHallDay, type WhatIf } from '../queries-day.ts';
import { ClockMinutes, LettersText } from '../schema-floor.ts';
import { dayMessages } from './floor-day-messages.ts';
import { FLOOR, floorPage, floorStaff } from './floor-frame.tsx';
import { Answer, WhatIfForm } from './floor-what-if-view.tsx';

const t = dayMessages('vi');

const Question = z
  .object({
    ngay: z.iso.date(),
    tuan: z.enum(['1', '4']).default('1'),
    viec: z.enum(['open', 'away', 'move']),
    quay: z.coerce.number(t('if.counter.wrong')).int(t('if.counter.wrong')).min(1, t('if.counter.wrong')),
    tu: ClockMinutes,
    den: ClockMinutes,
    nhom: LettersText.default([]),
  })
  .refine(({ tu, den }) => tu < den, { message: t('if.times.wrong'), path: ['den'] })
  .refine(({ viec, nhom }) => viec === 'away' || nhom.length > 0, {
    message: t('if.lines.wrong'),
    path: ['nhom'],
  })
  .transform(
    ({ ngay, tuan, viec, quay, tu, den, nhom }): WhatIf => ({
      day: Temporal.PlainDate.from(ngay),
      weeks: tuan === '4',
      change: {
        kind: viec,
        counter: quay,
        from: tu,
        to: den,
        lines: nhom.map(({ letter, helps }) => ({ group: letter, helps })),
      },
    }),
  );

/** Mounts /can-bo/sanh-truc/thu: a past day played again with another staffing. A question writes nothing, so it stands in the address. */
export function mountFloorWhatIf(app: FastifyInstance, ctx: AppContext): void {
  const startValues = async (request: FastifyRequest): Promise<FormValues> => ({
    ngay: (await latestHallDay(ctx, floorStaff(request))).toString(),
    tuan: '1',
    viec: 'open',
    tu: '09:00',
    den: '11:30',
  });
  page(app, {
    url: `${FLOOR}/thu`,
    handler: async (request, reply) => {
      const typed = formValues(request.query);
      const asked = typed['viec'] !== undefined;
      const values = asked ? typed : { ...(await startValues(request)), ...typed };
      const form = asked ? parseForm(Question, request.query) : undefined;
      const answer = form?.ok ? await askWhatIf(ctx, floorStaff(request), form.data) : undefined;
      const errors = form === undefined || form.ok ? [] : form.fields;
      return floorPage(ctx, request, reply, {
        title: t('if.title'),
        why: t('if.why'),
        path: `${FLOOR}/thu`,
        status: errors.length === 0 ? 200 : 422,
        body: (
          <div class="stack-l">
            <WhatIfForm values={values} errors={errors} />
            {answer === undefined ? null : <Answer answer={answer} />}
          </div>
        ),
      });
    },
  });
}
