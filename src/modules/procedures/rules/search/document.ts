/** What the search knows about one procedure: its texts by weight, and how usual it is. Pure. */
import type { Executor, Procedure } from '../../schema.ts';

/** One searchable procedure. */
export interface SearchDocument {
  readonly code: string;
  /** Official name, as answered. */
  readonly name: string;
  readonly plainName?: string | undefined;
  readonly keywords: readonly string[];
  readonly field: string;
  readonly fieldGroup: string;
  readonly executor: Executor;
  readonly provincial: boolean;
  readonly results: readonly string[];
  readonly components: readonly string[];
  readonly summary?: string | undefined;
  readonly requirements?: string | undefined;
  readonly steps: readonly string[];
  /** Dossiers a year, real or estimated. */
  readonly uses: number;
}

/**
 * Makes the search document of a procedure.
 *
 * @param uses dossiers of the last year at this centre; the catalogue's estimate where nothing was counted yet.
 */
export const searchDocument = (procedure: Procedure, uses = procedure.usualPerYear): SearchDocument => ({
  code: procedure.code,
  name: procedure.name,
  plainName: procedure.plainName,
  keywords: procedure.keywords,
  field: procedure.field,
  fieldGroup: procedure.fieldGroup,
  executor: procedure.executor,
  provincial: procedure.province !== undefined,
  results: procedure.results.map((result) => result.name),
  components: procedure.components.map((component) => component.name),
  summary: procedure.summary,
  requirements: procedure.requirements,
  steps: procedure.steps,
  uses,
});

const PREFIX = /^thủ tục\s+/i;
const HEAD_END =
  /[(;]|\s(?:đối với|trong trường hợp|áp dụng|quy định tại|theo quy định|do|thuộc thẩm quyền)\s/i;

/** The heart of an official name, and the rest: "Cấp giấy phép xây dựng mới" + "đối với công trình …". */
export const splitName = (name: string): { head: string; tail: string } => {
  const bare = name.replace(PREFIX, '');
  const end = HEAD_END.exec(bare)?.index;
  return end !== undefined && end > 8
    ? { head: bare.slice(0, end), tail: bare.slice(end) }
    : { head: bare, tail: '' };
};
