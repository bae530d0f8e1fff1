// Generated from migrations/ by `npm run db:types`. Do not edit.

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export interface AccessLog {
  actor_id: string | null;
  actor_kind: string;
  actor_name: string;
  at: Temporal.Instant;
  centre_id: string;
  id: Generated<number>;
  /**
   * The database's own time of writing; says which rows are surely committed when the day is sealed.
   */
  logged_at: Generated<Temporal.Instant>;
  subject_id: string;
  subject_type: string;
  what: string;
}

export interface Accounts {
  active: Generated<boolean>;
  /**
   * The unit (or the centre itself) where the person works; scope of rights that reach a unit.
   */
  agency_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  display_name: string;
  failed_attempts: Generated<number>;
  id: string;
  locked_until: Temporal.Instant | null;
  must_change_password: Generated<boolean>;
  password_changed_at: Temporal.Instant | null;
  password_hash: string | null;
  phone: string | null;
  position: Generated<string>;
  request_id: string | null;
  roles: string[];
  totp_confirmed_at: Temporal.Instant | null;
  /**
   * Last 30-second step that was accepted; a code is good once.
   */
  totp_last_step: number | null;
  /**
   * Shared secret of the authenticator app, encrypted with the installation key (AES-256-GCM).
   */
  totp_secret: Buffer | null;
  updated_at: Temporal.Instant;
  username: string;
}

export interface Agencies {
  active: Generated<boolean>;
  address: string | null;
  centre_id: string | null;
  code: string;
  created_at: Temporal.Instant;
  email: string | null;
  /**
   * Host names under which a centre is reached, lower case without port.
   */
  hosts: Generated<string[]>;
  id: string;
  /**
   * Electronic identity code (mã định danh, QĐ 20/2020/QĐ-TTg), e.g. H56.14; prefix of dossier numbers of the agency competent to decide.
   */
  identity_code: string | null;
  kind: string;
  name: string;
  parent_id: string | null;
  phone: string | null;
  short_name: string;
  sort_order: Generated<number>;
  updated_at: Temporal.Instant;
}

export interface ApiTokens {
  account_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  id: string;
  last_used_at: Temporal.Instant | null;
  name: string;
  revoked_at: Temporal.Instant | null;
  token_hash: Buffer;
}

export interface AuditEntries {
  action: string;
  actor_id: string | null;
  actor_kind: string;
  actor_name: string;
  at: Temporal.Instant;
  centre_id: string;
  detail: Json;
  hash: Buffer;
  prev_hash: Buffer;
  seq: number;
  subject_id: string;
  subject_type: string;
}

export interface AuditHeads {
  centre_id: string;
  hash: Buffer;
  seq: number;
}

export interface AuditSeals {
  access_digest: Buffer;
  access_last: number;
  centre_id: string;
  day: Temporal.PlainDate;
  hash: Buffer;
  prev_seal: Buffer;
  seal: Buffer;
  sealed_at: Temporal.Instant;
  seq: number;
}

export interface CounterPauses {
  centre_id: string;
  ended_at: Temporal.Instant | null;
  id: string;
  reason: string;
  shift_id: string;
  started_at: Temporal.Instant;
}

export interface Counters {
  active: Generated<boolean>;
  centre_id: string;
  created_at: Temporal.Instant;
  id: string;
  name: string;
  number: number;
  priority: Generated<boolean>;
  updated_at: Temporal.Instant;
}

export interface CounterShifts {
  centre_id: string;
  closed_at: Temporal.Instant | null;
  counter_id: string;
  id: string;
  officer_id: string | null;
  opened_at: Temporal.Instant;
}

export interface DeviceEnrolments {
  centre_id: string;
  created_at: Temporal.Instant;
  created_by: string | null;
  id: string;
  last_seen_at: Temporal.Instant | null;
  name: string;
  purpose: string;
  revoked_at: Temporal.Instant | null;
  token_hash: Buffer;
}

export interface Duties {
  account_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  created_by: string | null;
  ended_by: string | null;
  field_group: string | null;
  id: string;
  procedure_code: string | null;
  rank: string;
  request_id: string | null;
  role: string;
  valid_from: Temporal.PlainDate;
  valid_to: Temporal.PlainDate | null;
}

export interface FeeReceipts {
  cause: string;
  centre_id: string;
  collected_at: Temporal.Instant;
  collected_by: string | null;
  collector_name: string;
  dossier_id: string;
  dossier_number: string;
  id: string;
  lines: Json;
  method: string;
  no: number;
  payer: string;
  total_vnd: number;
  void_reason: string | null;
  void_request: string | null;
  voided_at: Temporal.Instant | null;
  voided_by: string | null;
  year: number;
}

export interface FeeReceiptSeries {
  centre_id: string;
  last_no: number;
  year: number;
}

export interface Leaves {
  account_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  created_by: string | null;
  ends_at: Temporal.Instant;
  id: string;
  reason: string;
  request_id: string | null;
  starts_at: Temporal.Instant;
}

export interface Processes {
  code: string;
  created_at: Temporal.Instant;
}

export interface ProcessVersions {
  code: string;
  created_at: Temporal.Instant;
  created_by: string;
  definition: Json;
  /**
   * Digest of the definition in canonical form; the same file loaded again makes no new version.
   */
  sha256: Buffer;
  valid_from: Temporal.PlainDate;
  version: number;
}

export interface RatingInvitations {
  centre_id: string;
  created_at: Temporal.Instant;
  dossier_id: string | null;
  id: string;
  ticket_id: string | null;
  token: string;
}

export interface Ratings {
  centre_id: string;
  comment: Generated<string>;
  day: Temporal.PlainDate;
  field_group: Generated<string>;
  id: string;
  invitation_id: string;
  level: number;
  /**
   * What the citizen names, after NĐ 118/2025 Điều 33 khoản 1: time, contacts, information, attitude, cost, waiting, premises, result.
   */
  reasons: Generated<string[]>;
}

export interface RecoveryCodes {
  account_id: string;
  centre_id: string;
  code_hash: Buffer;
  used_at: Temporal.Instant | null;
}

export interface ServiceGroupCounters {
  centre_id: string;
  counter_id: string;
  group_id: string;
  helps: Generated<boolean>;
}

export interface ServiceGroups {
  active: Generated<boolean>;
  centre_id: string;
  created_at: Temporal.Instant;
  /**
   * Field groups of the catalogue whose procedures wait in this line; a group without fields takes everything else.
   */
  fields: Generated<string[]>;
  hint: Generated<string>;
  id: string;
  letter: string;
  name: string;
  name_en: Generated<string>;
  sort_order: Generated<number>;
  updated_at: Temporal.Instant;
}

export interface Sessions {
  account_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  id: string;
  ip: Generated<string>;
  last_seen_at: Temporal.Instant;
  revoked_at: Temporal.Instant | null;
  /**
   * What is still missing before the session counts: the code of the authenticator, a new password, or nothing.
   */
  stage: string;
  token_hash: Buffer;
  user_agent: Generated<string>;
}

export interface SignInLog {
  account_id: string | null;
  at: Temporal.Instant;
  centre_id: string;
  id: Generated<number>;
  ip: Generated<string>;
  outcome: string;
  user_agent: Generated<string>;
}

export interface TicketCalls {
  called_at: Temporal.Instant;
  centre_id: string;
  counter_id: string;
  day: Temporal.PlainDate;
  ended_at: Temporal.Instant | null;
  group_id: string;
  id: string;
  last_called_at: Temporal.Instant;
  officer_id: string | null;
  outcome: string | null;
  place: number;
  served_at: Temporal.Instant | null;
  ticket_id: string;
  waiting_since: Temporal.Instant;
}

export interface TicketDossiers {
  centre_id: string;
  dossier_id: string;
  linked_at: Temporal.Instant;
  ticket_id: string;
}

export interface TicketEvents {
  action: string;
  actor_id: string | null;
  actor_kind: string;
  at: Temporal.Instant;
  centre_id: string;
  counter_id: string | null;
  group_id: string;
  id: string;
  note: Generated<string>;
  request_id: string | null;
  ticket_id: string;
}

export interface TicketLines {
  centre_id: string;
  day: Temporal.PlainDate;
  group_id: string;
  last_appointment: Generated<number>;
  last_arrival: Generated<number>;
  last_number: Generated<number>;
  last_ordinary: Generated<number>;
  last_priority: Generated<number>;
  last_returned: Generated<number>;
}

export interface Tickets {
  arrival: number;
  centre_id: string;
  changed_at: Temporal.Instant;
  counter_id: string | null;
  day: Temporal.PlainDate;
  group_id: string;
  id: string;
  issued_at: Temporal.Instant;
  lane: string;
  letter: string;
  /**
   * The need in the visitor's words; for the serving officer.
   */
  need: Generated<string>;
  note: Generated<string>;
  number: string;
  place: number;
  /**
   * Seen by the serving officer only: never public (Luật 91/2025; rule of the hall).
   */
  priority_reason: string | null;
  procedure_code: string | null;
  returns: Generated<number>;
  sequence: number;
  source: string;
  state: string;
  /**
   * Unguessable address of the ticket on the phone.
   */
  token: string;
  waiting_since: Temporal.Instant;
  wanted_counter_id: string | null;
}

export interface Usernames {
  centre_id: string;
  name: string;
}

export interface DB {
  access_log: AccessLog;
  accounts: Accounts;
  agencies: Agencies;
  api_tokens: ApiTokens;
  audit_entries: AuditEntries;
  audit_heads: AuditHeads;
  audit_seals: AuditSeals;
  counter_pauses: CounterPauses;
  counter_shifts: CounterShifts;
  counters: Counters;
  device_enrolments: DeviceEnrolments;
  duties: Duties;
  fee_receipt_series: FeeReceiptSeries;
  fee_receipts: FeeReceipts;
  leaves: Leaves;
  process_versions: ProcessVersions;
  processes: Processes;
  rating_invitations: RatingInvitations;
  ratings: Ratings;
  recovery_codes: RecoveryCodes;
  service_group_counters: ServiceGroupCounters;
  service_groups: ServiceGroups;
  sessions: Sessions;
  sign_in_log: SignInLog;
  ticket_calls: TicketCalls;
  ticket_dossiers: TicketDossiers;
  ticket_events: TicketEvents;
  ticket_lines: TicketLines;
  tickets: Tickets;
  usernames: Usernames;
}
