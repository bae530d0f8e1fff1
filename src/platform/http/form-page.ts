import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type FieldError, isProblem } from '../errors.ts';
import { type FormValues, formValues, parseForm, refusalFields } from './form.ts';
import { page } from './page.ts';

/** What a form page shows: nothing typed at first, later what was typed and what is wrong with it. */
export interface SentForm {
  /** Without secrets; undefined while nobody sent anything. */
  readonly typed: FormValues | undefined;
  readonly errors: readonly FieldError[];
  readonly status: number;
}

/** A form that nobody sent yet. */
export const UNSENT: SentForm = { typed: undefined, errors: [], status: 200 };

interface FormPost<S extends z.ZodType> {
  readonly url: string;
  readonly schema: S;
  /** Fields that are never shown again, not even to who typed them. */
  readonly secrets?: readonly string[];
  readonly show: (request: FastifyRequest, reply: FastifyReply, sent: SentForm) => Promise<FastifyReply>;
  /** The field at which a refusal is shown that names none. Left out, only wrong input is shown and other refusals go on. */
  readonly refusedAt?: string;
  /** Does what was asked; gives the address to go to. */
  readonly save: (request: FastifyRequest, input: z.output<S>) => Promise<string>;
}

/** Mounts the post of a form: what is wrong is shown with what was typed (422, or the status of the refusal), what was done leads on (303). */
export function formPost<S extends z.ZodType>(app: FastifyInstance, form: FormPost<S>): void {
  const { url, schema, secrets = [], show, refusedAt, save } = form;
  page(app, {
    method: 'POST',
    url,
    async handler(request, reply) {
      const again = (errors: readonly FieldError[], status = 422) => {
        const kept = Object.entries(formValues(request.body)).filter(([name]) => !secrets.includes(name));
        return show(request, reply, { typed: Object.fromEntries(kept), errors, status });
      };
      const read = parseForm(schema, request.body);
      if (!read.ok) {
        return again(read.fields);
      }
      try {
        return reply.redirect(await save(request, read.data), 303);
      } catch (error) {
        if (!isProblem(error) || (refusedAt === undefined && error.code !== 'validation')) {
          throw error;
        }
        return again(refusalFields(error, refusedAt ?? ''), error.status);
      }
    },
  });
}

/** Mounts a form at one address: shown by GET, sent by POST. */
export function formPage<S extends z.ZodType>(app: FastifyInstance, form: FormPost<S>): void {
  page(app, { url: form.url, handler: (request, reply) => form.show(request, reply, UNSENT) });
  formPost(app, form);
}
