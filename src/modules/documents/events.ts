import type { PrintState, Subject } from './schema.ts';

/**
 * Somebody is about to read a file or an official form. The module that owns the subject may refuse by throwing
 * `Problem('forbidden')`: `documents` knows no dossier and cannot tell whose it is.
 */
export interface PaperOpening {
  readonly what: 'file' | 'document';
  readonly id: string;
  /** Null for a file that is not yet bound to anything. */
  readonly subject: Subject | null;
  /** Who uploaded it, for files. */
  readonly uploadedBy: string | null;
}

/** A print job moved on: whoever asked for the paper may tell the person who waits for it. */
export interface PrintChanged {
  readonly jobId: string;
  readonly state: PrintState;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'documents.opening': PaperOpening;
    'documents.print-changed': PrintChanged;
  }
}
