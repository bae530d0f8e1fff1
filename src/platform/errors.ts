/**
 * The one closed list of error codes with their HTTP status. Codes are part of the API and never change meaning.
 * A module that needs a finer code adds it here.
 */
export const ERROR_STATUS = {
  validation: 422,
  'bad-request': 400,
  unauthenticated: 401,
  'second-factor-required': 401,
  forbidden: 403,
  'cross-site': 403,
  'not-found': 404,
  conflict: 409,
  'not-allowed-now': 409,
  'already-done': 409,
  gone: 410,
  'too-large': 413,
  'unsupported-file': 415,
  locked: 423,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One wrong field: the path as in the input (`applicant.phone`) and what to mend, in Vietnamese. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface ProblemDetails {
  /** What happened and how to mend it, written for the person who reads it. */
  readonly detail: string;
  readonly fields?: readonly FieldError[];
  /** For conflicts: the commands that are possible now. */
  readonly allowed?: readonly string[];
  /** For conflicts: facts the screen shows (who, when). */
  readonly facts?: Readonly<Record<string, string>>;
  /** Seconds after which a retry may succeed. */
  readonly retryAfter?: number;
}

/** The only error that reaches people. Everything else is masked as `internal` with a reference id. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly details: ProblemDetails;

  constructor(code: ErrorCode, details: ProblemDetails) {
    super(`${code}: ${details.detail}`);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** Whether the error is a {@link Problem}, optionally of one code. */
export function isProblem(error: unknown, code?: ErrorCode): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}
