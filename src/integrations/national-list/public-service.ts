/** The national list through the public web service of the rebuilt portal (reference section 17). Not a contract: read gently and strictly. */
import { z } from 'zod';
import { type CallOptions, postJson } from '#integrations/national-portal/http.ts';
import {
  amountOf,
  channelOf,
  countOf,
  dayOf,
  listOf,
  nationalCode,
  orNull,
  paragraphs,
  Text,
  timeOf,
} from './lenient.ts';
import {
  type Listed,
  type ListRead,
  type ListSource,
  type NationalList,
  type NationalRecord,
  NationalRecord as RecordSchema,
} from './port.ts';

const LIST = '/api/v1/submitting/formality/list-all-public-formality-by-citizen';
const DETAIL = '/api/v1/configuring/formality/get-formality-by-citizen';
/** Page sizes: the next is tried when the service cannot answer the one before. */
const PAGE_SIZES = [200, 100, 25] as const;
/** More pages than the country has procedures: a cursor that never ends is a fault. */
const MOST_PAGES = 2_000;

const Page = z.object({
  data: z.object({ items: z.array(z.unknown()), lastId: Text }),
});
const Item = z.object({ id: z.string().min(1), code: Text });
/** A name alone, or a thing that has one. */
const Named = z.union([
  z.string().transform((name) => name.trim()),
  z.object({ name: Text }).transform(({ name }) => name),
]);
const Detail = z.object({
  code: Text,
  name: Text,
  state: Text,
  isWard: z.boolean().nullish(),
  isProvince: z.boolean().nullish(),
  isMinistry: z.boolean().nullish(),
  isOtherAgency: z.boolean().nullish(),
  departmentPromulgateName: Text,
  category: Named.nullish(),
  subjectTypesDetails: listOf(Named),
  departmentsAuthority: listOf(Named),
  departmentsExecuting: listOf(Named),
  departmentsCoordinating: listOf(Named),
  procedureProposal: z.object({ proposalNumber: Text }).nullish(),
  executionSteps: listOf(z.object({ name: Text, description: Text })),
  executionMethods: listOf(
    z.object({
      submissionMethod: Text,
      processingTime: Text,
      processingTimeUnit: Text,
      description: Text,
      fees: listOf(z.object({ name: Text, amount: Text, value: Text })),
    }),
  ),
  executionCases: listOf(
    z.object({
      name: Text,
      profileComponents: listOf(
        z.object({
          name: Text,
          originalQty: Text,
          copyQty: Text,
          attachments: listOf(z.object({ fileName: Text })),
        }),
      ),
    }),
  ),
  legalBasisesDetails: listOf(z.object({ name: Text, code: Text, effectiveDate: Text })),
  requirementsAndConditions: Text,
  resultsDetails: listOf(z.object({ name: Text, code: Text })),
});
type Detail = z.output<typeof Detail>;

const IN_FORCE = new Set(['ACTIVE', 'UPDATED']);

function levelsOf(detail: Detail): NationalRecord['levels'] {
  const flags = [
    ['ministry', detail.isMinistry],
    ['province', detail.isProvince],
    ['commune', detail.isWard],
    ['other', detail.isOtherAgency],
  ] as const;
  return flags.flatMap(([level, is]) => (is === true ? [level] : []));
}

function channelsOf(detail: Detail): NationalRecord['channels'] {
  const found = new Map<string, NationalRecord['channels'][number]>();
  for (const method of detail.executionMethods) {
    const channel = channelOf(method.submissionMethod);
    if (channel !== null) {
      const entry = found.get(channel) ?? { channel, times: [], fees: [] };
      found.set(channel, entry);
      if (method.processingTime !== '') {
        entry.times.push({
          amount: timeOf(method.processingTime),
          unit: method.processingTimeUnit,
          note: method.description,
        });
      }
      for (const { name, amount, value } of method.fees) {
        const said = amount === '' ? value : amount;
        const text = [name, said].filter((part) => part !== '').join(': ');
        entry.fees.push({
          kind: null,
          amountVnd: amountOf(said),
          text: text === '' ? 'Không nêu mức' : text,
        });
      }
    }
  }
  return [...found.values()];
}

/** Reads one detail; null where it has no code or no name. */
export function readPublicDetail(value: unknown): NationalRecord | null {
  const read = z.object({ data: Detail }).safeParse(value);
  const code = read.success ? nationalCode(read.data.data.code) : null;
  if (!read.success || code === null || read.data.data.name === '') {
    return null;
  }
  const detail = read.data.data;
  const names = (all: readonly string[]) => orNull(all.filter((name) => name !== '').join('; '));
  return RecordSchema.parse({
    code,
    name: detail.name,
    inForce: IN_FORCE.has(detail.state.toUpperCase()),
    levels: levelsOf(detail),
    field: orNull(detail.category ?? ''),
    promulgatedBy: orNull(detail.departmentPromulgateName),
    decision: orNull(detail.procedureProposal?.proposalNumber ?? ''),
    agency: names(detail.departmentsAuthority) ?? names(detail.departmentsExecuting),
    coordinating: names(detail.departmentsCoordinating),
    audience: detail.subjectTypesDetails.filter((name) => name !== ''),
    channels: channelsOf(detail),
    papers: detail.executionCases.flatMap(({ name: group, profileComponents }) =>
      profileComponents
        .filter(({ name }) => name !== '')
        .map((paper) => ({
          group,
          name: paper.name,
          originals: countOf(paper.originalQty),
          copies: countOf(paper.copyQty),
          form: orNull(paper.attachments[0]?.fileName ?? ''),
        })),
    ),
    results: detail.resultsDetails
      .filter(({ name }) => name !== '')
      .map((result) => ({ name: result.name, code: orNull(result.code) })),
    legalBasis: detail.legalBasisesDetails
      .filter((law) => law.name !== '' || law.code !== '')
      .map((law) => ({ number: law.code, name: law.name, effectiveFrom: dayOf(law.effectiveDate) })),
    steps: detail.executionSteps.flatMap(({ name, description }) =>
      paragraphs([name, description].filter((part) => part !== '').join(': ')),
    ),
    requirements: orNull(detail.requirementsAndConditions),
  });
}

async function ask(url: string, body: object, options: CallOptions): Promise<ListRead<unknown>> {
  const reply = await postJson(url, body, options);
  if (reply.kind === 'lost') {
    return { kind: 'unavailable', why: reply.why };
  }
  if (reply.status !== 200) {
    return { kind: 'unavailable', why: `HTTP ${reply.status}` };
  }
  try {
    return { kind: 'read', value: JSON.parse(reply.text) };
  } catch {
    const html = reply.text.trimStart().startsWith('<');
    return { kind: 'unavailable', why: html ? 'trả về trang HTML' : 'câu trả lời không đọc được' };
  }
}

/** The list by the public service; large pages first, smaller ones when it cannot answer them. */
export function listByPublicService(source: Extract<ListSource, { kind: 'public' }>): NationalList {
  const options: CallOptions = { headers: {}, timeoutMs: source.timeoutSeconds * 1000 };

  async function pageAfter(lastId: string): Promise<ListRead<z.output<typeof Page>['data']>> {
    let last: ListRead<never> = { kind: 'unavailable', why: '' };
    for (const limit of PAGE_SIZES) {
      const body = { limit, q: '', ...(lastId === '' ? {} : { lastId }) };
      const answer = await ask(source.base + LIST, body, options);
      const read = answer.kind === 'read' ? Page.safeParse(answer.value) : undefined;
      if (read?.success) {
        return { kind: 'read', value: read.data.data };
      }
      last =
        answer.kind === 'read' ? { kind: 'unavailable', why: 'trang danh sách không đúng dạng' } : answer;
    }
    return last;
  }

  return {
    async list() {
      const found = new Map<string, Listed>();
      const seen = new Set<string>();
      let lastId = '';
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const read = await pageAfter(lastId);
        if (read.kind !== 'read') {
          return read;
        }
        for (const { id, code: text } of listOf(Item).parse(read.value.items)) {
          const code = nationalCode(text);
          if (code !== null && (!found.has(code) || text === code)) {
            found.set(code, { code, ref: id });
          }
        }
        lastId = read.value.lastId;
        if (read.value.items.length === 0 || lastId === '') {
          const listed = [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
          return listed.length === 0
            ? { kind: 'unreadable', why: 'danh sách trả về không có mã thủ tục nào' }
            : { kind: 'read', value: listed };
        }
        if (seen.has(lastId)) {
          break;
        }
        seen.add(lastId);
      }
      return { kind: 'unavailable', why: 'danh sách lặp lại trang, không đọc hết được' };
    },
    async record({ code, ref }) {
      const answer = await ask(source.base + DETAIL, { id: ref }, options);
      if (answer.kind !== 'read') {
        return answer;
      }
      const record = readPublicDetail(answer.value);
      if (record === null) {
        return { kind: 'unreadable', why: 'bản ghi trống hoặc thiếu mã, tên' };
      }
      return record.code === code
        ? { kind: 'read', value: record }
        : { kind: 'unreadable', why: `hỏi ${code}, trả về ${record.code}` };
    },
  };
}
