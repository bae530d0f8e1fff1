import type { ComponentChildren } from 'preact';

/**
 * Numbers that a hyphen holds together: of dossiers (H56.999-260504-0001), petitions (PA-2026-0001), tasks (CV-2026-0001) and
 * official papers (01/PBS-TTPVHCC, 07a/BTP/KSTT).
 */
const NUMBERS =
  /([A-Z]\d{2}(?:\.\d+)+-\d{6}-\d{4,}|\b[A-Z]{2}-\d{4}-\d{4,}|\b[\dIV.]+[a-z]?\/\p{L}[\p{L}\d]*(?:[-/][\p{L}\d]+)+)/u;

/** The same words, with no line ending inside a number. What is no plain text stays as it is. */
export function unbroken(content: ComponentChildren): ComponentChildren {
  if (typeof content !== 'string') {
    return content;
  }
  const parts = content.split(NUMBERS);
  return parts.length === 1
    ? content
    : parts.map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} class="code">
            {part}
          </span>
        ) : (
          part
        ),
      );
}
