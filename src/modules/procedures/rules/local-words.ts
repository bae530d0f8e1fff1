/** What the centre added to a procedure and a national import must not take away. Pure. */
import type { Procedure } from '../schema.ts';

/**
 * The imported body with the centre's own words and workings kept: plain name, keywords, events of life, process,
 * register, counter notes, flags, estimate of use. Names, papers, terms and fees are always the import's.
 */
export const withLocalWords = (imported: Procedure, local: Procedure | undefined): Procedure =>
  local === undefined
    ? imported
    : {
        ...imported,
        ...(imported.plainName === undefined && local.plainName !== undefined
          ? { plainName: local.plainName }
          : {}),
        ...(imported.summary === undefined && local.summary !== undefined ? { summary: local.summary } : {}),
        ...(local.processCode === undefined ? {} : { processCode: local.processCode }),
        ...(local.register === undefined ? {} : { register: local.register }),
        keywords: [...new Set([...imported.keywords, ...local.keywords])],
        lifeEvents: [...new Set([...imported.lifeEvents, ...local.lifeEvents])],
        counterNotes: imported.counterNotes.length > 0 ? imported.counterNotes : local.counterNotes,
        flags: local.flags,
        usualPerYear: Math.max(imported.usualPerYear, local.usualPerYear),
      };
