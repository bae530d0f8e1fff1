// Generated from migrations/ by `npm run db:types`. Do not edit.

import type { ColumnType } from "kysely";

export type ArrayType<T> = ArrayTypeImpl<T> extends (infer U)[]
  ? U[]
  : ArrayTypeImpl<T>;

export type ArrayTypeImpl<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S[], I[], U[]>
  : T[];

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

export type Numeric = ColumnType<string, number | string, number | string>;

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

export interface AppointmentContacts {
  appointment_id: string;
  centre_id: string;
  name: string;
  phone: string;
}

export interface AppointmentEvents {
  action: string;
  actor_id: string | null;
  actor_kind: string;
  appointment_id: string;
  at: Temporal.Instant;
  centre_id: string;
  group_id: string;
  id: string;
  note: Generated<string>;
  request_id: string | null;
  starts_at: Temporal.Instant;
}

export interface AppointmentPlans {
  capacity: number;
  centre_id: string;
  enabled: boolean;
  group_id: string;
  horizon_days: number;
  lead_minutes: number;
  share_percent: number;
  slot_minutes: number;
  updated_at: Temporal.Instant;
  weekdays: number[];
}

export interface AppointmentRules {
  centre_id: string;
  early_minutes: number;
  grace_minutes: number;
  open_per_phone: number;
  reminder_minutes: number;
  updated_at: Temporal.Instant;
}

export interface Appointments {
  booked_at: Temporal.Instant;
  centre_id: string;
  changed_at: Temporal.Instant;
  code: string;
  ends_at: Temporal.Instant;
  group_id: string;
  id: string;
  procedure_code: string | null;
  reminded_at: Temporal.Instant | null;
  /**
   * Channels that took the reminder over; empty while reminded_at is set: there was no way to reach the person.
   */
  reminded_by: Generated<string[]>;
  request_id: string | null;
  /**
   * Which of the slot's bookable places it takes; empty once it was given back (cancelled, no-show).
   */
  seat: number | null;
  starts_at: Temporal.Instant;
  state: string;
  ticket_id: string | null;
  token: string;
}

export interface Asks {
  answer: Generated<string>;
  answer_by: Temporal.Instant | null;
  answered_at: Temporal.Instant | null;
  answered_by: string | null;
  answered_name: Generated<string>;
  asked_at: Temporal.Instant;
  asked_by: string;
  asked_by_name: string;
  centre_id: string;
  closed_at: Temporal.Instant | null;
  dossier_id: string;
  id: string;
  kind: string;
  number: string;
  outcome: string | null;
  request_id: string;
  text: string;
  to_account_id: string | null;
  to_name: string;
  to_unit_id: string;
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

export interface BankNotices {
  account_no: string;
  amount_vnd: number;
  booked_at: string;
  centre_id: string;
  content: string;
  external_id: string;
  id: string;
  order_id: string | null;
  platform_payment_id: string | null;
  provider: string;
  received_at: Temporal.Instant;
  settled_as: string | null;
  settled_at: Temporal.Instant | null;
  settled_by: string | null;
  settled_note: string | null;
  state: string;
  why: string | null;
}

export interface CalendarDays {
  centre_id: string;
  certainty: string;
  day: Temporal.PlainDate;
  hours: Json | null;
  kind: string;
  name: string;
  source: string;
  version_id: string;
}

export interface CalendarVersions {
  centre_id: string;
  /**
   * What this version changed, in words, for the list of versions.
   */
  change: string;
  covers_from: Temporal.PlainDate;
  covers_to: Temporal.PlainDate;
  effective_from: Temporal.PlainDate;
  /**
   * Office hours that count for terms, by weekday (mon … sun) as pairs of HH:MM; a weekday that is missing is off.
   */
  hours: Json;
  id: string;
  made_at: Temporal.Instant;
  made_by: string | null;
  /**
   * Hours in which the doors are open to the public; null where they are the same.
   */
  public_hours: Json | null;
  questions: Generated<Json>;
  request_id: string;
  source: string;
  version: number;
}

export interface Carriers {
  active: boolean;
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  connection: Json;
  consent_why: string | null;
  id: string;
  kind: string;
  name: string;
  place: number;
  price_vnd: number;
  report_token: string;
  secret_box: Buffer | null;
  tokens_box: Buffer | null;
  tokens_until: Temporal.Instant | null;
  version: string;
}

export interface CashBooks {
  centre_id: string;
  closed_at: Temporal.Instant;
  closed_by: string | null;
  closer_name: string;
  computed_vnd: number;
  counted_vnd: number;
  day: Temporal.PlainDate;
  document_id: string;
  figures: Json;
  handed_in_vnd: number;
  id: string;
  no: number;
  opening_vnd: number;
  reason: string | null;
  request_id: string;
}

export interface CatalogueDecisions {
  account_id: string | null;
  at: Temporal.Instant;
  by_name: string;
  centre_id: string;
  day: Temporal.PlainDate | null;
  decision: string;
  difference_id: string;
  id: string;
  reason: string | null;
  request_id: string;
}

export interface CatalogueDifferences {
  after: Json | null;
  base_id: string | null;
  before: Json | null;
  centre_id: string;
  code: string;
  decided_at: Temporal.Instant | null;
  decided_by: string | null;
  effective_from: Temporal.PlainDate | null;
  fetch_id: string;
  found_at: Temporal.Instant;
  id: string;
  kind: string;
  name: string;
  parts: string[];
  postponed_to: Temporal.PlainDate | null;
  reason: string | null;
  remarks: string[];
  sign: Buffer;
  state: string;
  suggested_from: Temporal.PlainDate | null;
}

export interface Circuits {
  centre_id: string;
  failures: number;
  last_ok_at: Temporal.Instant | null;
  last_why: string | null;
  line: string;
  open_until: Temporal.Instant | null;
}

export interface CitizenSessions {
  centre_id: string;
  claims: Json;
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  id: string;
  issuer: string;
  last_seen_at: Temporal.Instant;
  subject: string;
  token_hash: Buffer;
}

export interface CounterEvents {
  action: string;
  actor_id: string | null;
  actor_kind: string;
  at: Temporal.Instant;
  centre_id: string;
  counter_id: string;
  id: string;
  note: Generated<string>;
  request_id: string | null;
}

export interface CounterPauses {
  centre_id: string;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  id: string;
  reason: string;
  shift_id: string;
  started_at: Temporal.Instant;
  started_by: string | null;
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
  closed_by: string | null;
  /**
   * closed by a press, relieved by a colleague, or ended by the night rule at the last thing that happened there.
   */
  closed_how: string | null;
  counter_id: string;
  id: string;
  officer_id: string | null;
  opened_at: Temporal.Instant;
}

export interface DailyFacts {
  centre_id: string;
  channel: string;
  day: Temporal.PlainDate;
  early: Generated<number>;
  field: string;
  field_group: string;
  late: Generated<number>;
  /**
   * The account that handles it, last named; empty before anyone is.
   */
  officer_id: Generated<string>;
  on_time: Generated<number>;
  procedure_code: string;
  received: Generated<number>;
  /**
   * Part of the settled ones whose result was a refusal after examination.
   */
  refused: Generated<number>;
  stopped: Generated<number>;
  /**
   * The unit whose step handles the dossier (đơn vị thụ lý); empty where none is known.
   */
  unit_id: Generated<string>;
  withdrawn: Generated<number>;
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

export interface DevicePairings {
  centre_id: string;
  claimed_at: Temporal.Instant | null;
  code: string;
  enrolment_id: string | null;
  expires_at: Temporal.Instant;
  id: string;
  opened_at: Temporal.Instant;
  token_hash: Buffer;
}

export interface DocumentCancellations {
  at: Temporal.Instant;
  by: string | null;
  centre_id: string;
  document_id: string;
  reason: string;
}

export interface DocumentCodes {
  centre_id: string;
  code: string;
}

export interface DocumentFiles {
  centre_id: string;
  document_id: string;
  file_name: string;
  rendered_at: Temporal.Instant;
  sha256: Buffer;
  size: number;
}

export interface Documents {
  centre_id: string;
  data: Json;
  drawn_at: Temporal.Instant;
  drawn_by: string | null;
  drawn_by_name: string;
  form: string;
  id: string;
  number: string | null;
  /**
   * The paper that this one corrects; that one then no longer counts.
   */
  replaces: string | null;
  serial: number | null;
  sign: string | null;
  subject_id: string;
  subject_label: string;
  subject_type: string;
  /**
   * Unguessable (80 random bits): behind the QR by which anyone can check the paper.
   */
  verify_code: string;
  /**
   * How many papers of this form the subject has had, this one included.
   */
  version: number;
  year: number;
}

export interface DocumentSeries {
  centre_id: string;
  last: number;
  sign: string;
  year: number;
}

export interface DossierEvents {
  account_id: string | null;
  at: Temporal.Instant;
  centre_id: string;
  data: Json;
  digest: Buffer;
  dossier_id: string;
  request_id: string;
  seq: number;
  type: string;
}

export interface DossierOutlooks {
  centre_id: string;
  dossier_id: string;
  later_minutes: number;
  /**
   * Latest moment to leave the present step so that the later steps still fit before the judged date; null while nothing runs, or where no step follows.
   */
  leave_by: Temporal.Instant | null;
  /**
   * Version of the dossier that the row was made from; a missing or older row is made again.
   */
  seq: number;
}

export interface DossierRequests {
  at: Temporal.Instant;
  centre_id: string;
  dossier_id: string | null;
  fingerprint: Buffer;
  request_id: string;
  seq: number | null;
}

export interface Dossiers {
  applicant_name: string;
  centre_id: string;
  channel: string;
  closing_limit_at: Temporal.Instant | null;
  competent_agency_id: string;
  competent_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  /**
   * The moment that officers work towards now; null while nothing runs.
   */
  due_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  ending: string | null;
  extended: boolean;
  field: string;
  field_group: string;
  holder_account_id: string | null;
  holder_name: string | null;
  holder_unit_id: string;
  holder_unit_name: string;
  id: string;
  id_numbers: Generated<string[]>;
  /**
   * Due moment of the last run, by which early, on time and late are judged; an apology does not move it.
   */
  judged_due_at: Temporal.Instant | null;
  local_number: string | null;
  /**
   * Second secret of public look-up, printed on the receipt.
   */
  lookup_code: string | null;
  /**
   * Mã hồ sơ (NĐ 118/2025 Đ28): identity code of the competent agency, local day, running number. Given at reception, never changed, never reused.
   */
  number: string | null;
  /**
   * Due moment of the first run of the term; never changes.
   */
  original_due_at: Temporal.Instant | null;
  outcome: string | null;
  outside_ref: Generated<string>;
  /**
   * Charges not paid yet, in đồng.
   */
  owed: number;
  pending_account_id: string | null;
  pending_unit_id: string | null;
  pending_unit_name: string | null;
  phones: Generated<string[]>;
  procedure_code: string;
  procedure_name: string;
  procedure_version_id: string;
  proposal: boolean;
  received_at: Temporal.Instant | null;
  received_by: string | null;
  respond_by: Temporal.Instant | null;
  returned_at: Temporal.Instant | null;
  search_name: Generated<string | null>;
  seq: number;
  state: Json;
  status: number;
  step_due_at: Temporal.Instant | null;
  step_key: string | null;
  step_name: string | null;
  submitter_name: string;
  supplements: number;
  updated_at: Temporal.Instant;
  waiting: string | null;
  waiting_since: Temporal.Instant | null;
}

export interface DossierSettings {
  centre_id: string;
  effective_from: Temporal.PlainDate;
  set_at: Temporal.Instant;
  set_by: string | null;
  settings: Json;
  source: string;
}

export interface DossierStrands {
  account_id: string | null;
  agency: string | null;
  centre_id: string;
  closed_at: Temporal.Instant | null;
  dossier_id: string;
  due_at: Temporal.Instant | null;
  kind: string;
  no: number;
  number: string;
  opened_at: Temporal.Instant;
  outcome: string | null;
  unit_id: string;
}

export interface Duties {
  account_id: string | null;
  centre_id: string;
  /**
   * For reception: the counter at which the person sits for this field.
   */
  counter_id: string | null;
  created_at: Temporal.Instant;
  created_by: string | null;
  ended_by: string | null;
  field_group: string | null;
  id: string;
  /**
   * Somebody without an account yet, instead of account_id.
   */
  person_id: string | null;
  plan_id: string | null;
  procedure_code: string | null;
  rank: string;
  request_id: string | null;
  role: string;
  valid_from: Temporal.PlainDate;
  valid_to: Temporal.PlainDate | null;
}

export interface DutyPeople {
  account_id: string | null;
  centre_id: string;
  created_at: Temporal.Instant;
  created_by: string | null;
  id: string;
  name: string;
  position: Generated<string>;
  request_id: string | null;
  unit_id: string;
}

export interface DutyPlans {
  accepted: Generated<Json>;
  centre_id: string;
  changed_at: Temporal.Instant;
  changes: Json;
  created_at: Temporal.Instant;
  created_by: string | null;
  decision_no: Generated<string>;
  id: string;
  no: number;
  note: Generated<string>;
  saved_at: Temporal.Instant | null;
  saved_by: string | null;
  state: string;
  valid_from: Temporal.PlainDate;
}

export interface Equipment {
  active: Generated<boolean>;
  bought_on: Temporal.PlainDate | null;
  centre_id: string;
  checked_at: Temporal.Instant | null;
  counter_id: string | null;
  created_at: Temporal.Instant;
  dots: number | null;
  /**
   * The right to act as this kiosk or board (device_enrolments).
   */
  enrolment_id: string | null;
  host: string | null;
  id: string;
  keeper_id: string | null;
  kind: string;
  model: Generated<string>;
  name: string;
  path: string | null;
  place: Generated<string>;
  port: number | null;
  protocol: string | null;
  report_code: string;
  serial: Generated<string>;
  state: Generated<string>;
  state_since: Temporal.Instant;
  tls: Generated<boolean>;
  trouble: string | null;
  updated_at: Temporal.Instant;
  warranty_until: Temporal.PlainDate | null;
}

export interface EquipmentFaults {
  assigned_to: string | null;
  centre_id: string;
  closed_at: Temporal.Instant | null;
  closed_by: string | null;
  due_at: Temporal.Instant | null;
  equipment_id: string;
  id: string;
  outcome: string | null;
  reported_at: Temporal.Instant;
  reported_by: string | null;
  request_id: string;
  source: string;
  words: string;
}

export interface EquipmentRepairs {
  at: Temporal.Instant;
  centre_id: string;
  cost: Generated<number>;
  done_by: Generated<string>;
  equipment_id: string;
  fault_id: string;
  id: string;
  recorded_by: string;
  request_id: string;
  what: string;
}

export interface EquipmentStates {
  centre_id: string;
  equipment_id: string;
  id: Generated<number>;
  since: Temporal.Instant;
  state: string;
  trouble: string | null;
}

export interface FactEntries {
  centre_id: string;
  channel: string;
  day: Temporal.PlainDate;
  dossier_id: string;
  early: number;
  field: string;
  field_group: string;
  late: number;
  line: number;
  mark: number;
  officer_id: string;
  on_time: number;
  procedure_code: string;
  received: number;
  recorded_at: Temporal.Instant;
  refused: number;
  stopped: number;
  unit_id: string;
  withdrawn: number;
}

export interface FeedbackSettings {
  centre_id: string;
  effective_from: Temporal.PlainDate;
  set_at: Temporal.Instant;
  set_by: string;
  settings: Json;
  source: string;
}

export interface FeeReceipts {
  /**
   * The closed cash book in which the receipt was counted; null while the book is open.
   */
  book_id: string | null;
  cause: string;
  centre_id: string;
  collected_at: Temporal.Instant;
  collected_by: string | null;
  collector_name: string;
  document_id: string;
  dossier_id: string;
  dossier_number: string;
  id: string;
  lines: Json;
  method: string;
  /**
   * The serial of the printed receipt (document_id), which is the one series: no gap within centre and year.
   */
  no: number;
  payer: string;
  total_vnd: number;
  void_book_id: string | null;
  void_reason: string | null;
  void_request: string | null;
  voided_at: Temporal.Instant | null;
  voided_by: string | null;
  year: number;
}

export interface FeeRefunds {
  account: Generated<string>;
  amount_vnd: number;
  book_id: string | null;
  centre_id: string;
  decided_at: Temporal.Instant;
  decided_by: string | null;
  decider_name: string;
  document_id: string;
  dossier_id: string;
  dossier_number: string;
  end_request: string | null;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  ended_note: string | null;
  ender_name: string | null;
  id: string;
  legal_basis: string;
  method: string;
  number: string;
  payee: string;
  reason: string;
  receipt_id: string;
  request_id: string;
  state: string;
}

export interface Files {
  centre_id: string;
  id: string;
  media_type: string;
  /**
   * Name for people, cleaned; never part of a path.
   */
  name: string;
  pages: number | null;
  purpose: string;
  /**
   * Digest of the bytes as they came: pictures are re-encoded (metadata and anything hidden removed) before they are stored.
   */
  received_sha256: Buffer;
  request_id: string;
  sha256: Buffer;
  size: number;
  subject_id: string | null;
  subject_type: string | null;
  uploaded_at: Temporal.Instant;
  uploaded_by: string | null;
  uploader_kind: string;
}

export interface FollowFiles {
  added_at: Temporal.Instant;
  centre_id: string;
  id: string;
  item: number;
  media_type: string;
  name: string;
  request_id: string;
  sending_id: string;
  seq: Generated<number>;
  size: number;
}

export interface FollowMessages {
  answered_at: Temporal.Instant | null;
  at: Temporal.Instant;
  author: string;
  by_account: string | null;
  by_post: string;
  centre_id: string;
  dossier_id: string;
  id: string;
  photo_id: string | null;
  photo_type: string | null;
  request_id: string;
  seq: Generated<number>;
  words: string;
}

export interface FollowSendings {
  centre_id: string;
  dossier_id: string;
  id: string;
  kind: string;
  send_request_id: string | null;
  sent_at: Temporal.Instant | null;
  settled_at: Temporal.Instant | null;
  settled_by: string | null;
  settled_seq: number | null;
  settled_why: string | null;
  started_at: Temporal.Instant;
  state: string;
  words: string;
}

export interface FollowSettings {
  answer_hours: number;
  centre_id: string;
  result_download: boolean;
  updated_at: Temporal.Instant;
}

export interface FormDrafts {
  based_on: number | null;
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  code: string;
  draft: Json;
  /**
   * Counts the saves, so that two people at once do not overwrite each other.
   */
  revision: number;
}

export interface Forms {
  centre_id: string;
  code: string;
  created_at: Temporal.Instant;
}

export interface FormVersions {
  centre_id: string;
  code: string;
  created_at: Temporal.Instant;
  created_by: string;
  definition: Json;
  id: string;
  procedures: string[];
  sha256: Buffer;
  valid_from: Temporal.PlainDate;
  version: number;
}

export interface GroupCounterSpans {
  centre_id: string;
  counter_id: string;
  from_at: Temporal.Instant;
  group_id: string;
  helps: boolean;
  id: string;
  until_at: Temporal.Instant | null;
}

export interface GroupOpenSpans {
  centre_id: string;
  from_at: Temporal.Instant;
  group_id: string;
  id: string;
  until_at: Temporal.Instant | null;
}

export interface HallBoards {
  active: Generated<boolean>;
  centre_id: string;
  counters: Generated<string[]>;
  created_at: Temporal.Instant;
  groups: Generated<string[]>;
  id: string;
  name: string;
  notices: Generated<boolean>;
  repeats: Generated<number>;
  updated_at: Temporal.Instant;
  voice: Generated<boolean>;
}

export interface HallDays {
  centre_id: string;
  changed_at: Temporal.Instant;
  day: Temporal.PlainDate;
  phase: string;
}

export interface HallNotices {
  body: string;
  centre_id: string;
  created_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  every_minutes: Generated<number>;
  first_day: Temporal.PlainDate | null;
  from_time: string;
  id: string;
  last_day: Temporal.PlainDate | null;
  spoken: Generated<boolean>;
  to_time: string;
  updated_at: Temporal.Instant;
}

export interface HallPlanDuties {
  centre_id: string;
  counter_id: string;
  day: Temporal.PlainDate;
  from_minute: number;
  id: string;
  officer_id: string;
  to_minute: number;
}

export interface HallPlanLines {
  centre_id: string;
  duty_id: string;
  group_id: string;
  helps: boolean;
}

export interface HallPlans {
  centre_id: string;
  day: Temporal.PlainDate;
  note: Generated<string>;
  saved_at: Temporal.Instant;
  saved_by: string | null;
}

export interface HallRules {
  centre_id: string;
  from_day: Temporal.PlainDate;
  id: string;
  keeps_hours: boolean;
  /**
   * Minutes before closing after which no numbers are given.
   */
  last_numbers_before: number;
  numbers_over_lunch: boolean;
  /**
   * Minutes before opening from which numbers are given.
   */
  opens_before: number;
  set_at: Temporal.Instant;
  set_by: string | null;
  share_appointment: number;
  share_ordinary: number;
  share_priority: number;
  share_returned: number;
}

export interface HallSettings {
  centre_id: string;
  portal_url: Generated<string>;
  updated_at: Temporal.Instant;
  wifi_hidden: Generated<boolean>;
  wifi_name: Generated<string>;
  wifi_password: Generated<string>;
  wifi_security: Generated<string>;
}

export interface HandOnItems {
  at: Temporal.Instant;
  centre_id: string;
  dossier_id: string;
  outcome: string;
  run_id: string;
  to_account_id: string | null;
  to_name: string | null;
  why: string;
}

export interface HandOnRuns {
  account_id: string;
  because: string;
  cause: string;
  centre_id: string;
  created_at: Temporal.Instant;
  created_by: string;
  due_before: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
  finished_at: Temporal.Instant | null;
  id: string;
  leave_id: string | null;
  person_name: string;
  starts_at: Temporal.Instant;
  state: string;
}

export interface HelpCalls {
  acknowledged_at: Temporal.Instant | null;
  acknowledged_by: string | null;
  called_at: Temporal.Instant;
  centre_id: string;
  device_id: string;
  ended_at: Temporal.Instant | null;
  id: string;
  request_id: string;
}

export interface ImportRefusals {
  centre_id: string;
  code: string | null;
  line: number;
  reasons: string[];
  run_id: string;
}

export interface ImportRuns {
  accepted: number;
  added: number | null;
  centre_id: string;
  changed: number | null;
  created_at: Temporal.Instant;
  created_by: string;
  effective_from: Temporal.PlainDate | null;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  file_name: string;
  id: string;
  refused: number;
  request_id: string;
  sha256: Buffer;
  staged: Json | null;
  status: string;
  unchanged: number | null;
}

export interface KioskIdentifications {
  at: Temporal.Instant;
  centre_id: string;
  device_id: string;
  id: string;
  outcome: string;
  reference: Generated<string>;
  way: string;
}

export interface KioskIdentities {
  birth_date: Temporal.PlainDate | null;
  centre_id: string;
  code: string;
  confirmed_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  device_id: string;
  expires_at: Temporal.Instant;
  greeting: string | null;
  id: string;
  page_hash: Buffer;
  phone_hash: Buffer;
}

export interface Leaves {
  account_id: string;
  cancelled_at: Temporal.Instant | null;
  centre_id: string;
  changed_by: string | null;
  created_at: Temporal.Instant;
  created_by: string | null;
  ends_at: Temporal.Instant;
  /**
   * What is handed on when it begins: all that the person holds, what falls due before the return, or nothing.
   */
  hand_on: Generated<string>;
  id: string;
  note: Generated<string>;
  reason: string;
  request_id: string | null;
  starts_at: Temporal.Instant;
}

export interface LookupAttempts {
  at: Temporal.Instant;
  centre_id: string;
  id: Generated<number>;
  number: string;
  success: boolean;
}

export interface MirrorBatches {
  as_of: Temporal.Instant | null;
  at: Temporal.Instant;
  by_name: string;
  centre_id: string;
  changed: number;
  id: string;
  kind: string;
  name: string;
  quarantined: number;
  remarks: Generated<string[]>;
  row_count: number;
  sha256: Buffer | null;
  state: string;
  why: string | null;
}

export interface MirrorCursors {
  centre_id: string;
  full_at: Temporal.Instant | null;
  passed_at: Temporal.Instant | null;
  since: Temporal.Instant | null;
}

export interface MirrorDossiers {
  applicant_id: string | null;
  applicant_name: string;
  as_of: Temporal.Instant;
  centre_id: string;
  dossier_id: string | null;
  due_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  fields: Json;
  linked_by: string | null;
  local_number: string | null;
  number: string;
  phone: string | null;
  procedure_code: string | null;
  procedure_name: string;
  received_at: Temporal.Instant | null;
  returned_at: Temporal.Instant | null;
  source: string;
  status: number;
  unit_name: string;
}

export interface MirrorDoubts {
  candidates: string[];
  centre_id: string;
  found_at: Temporal.Instant;
  id: string;
  number: string;
  reason: string | null;
  settled_at: Temporal.Instant | null;
  settled_by: string | null;
  state: string;
}

export interface MirrorQuarantine {
  batch_id: string;
  centre_id: string;
  line: number;
  raw: Json;
  reasons: string[];
}

export interface MirrorSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  mapping: Json;
  secret_box: Buffer | null;
  source: Json;
  /**
   * Hours without a successful read after which every mirrored figure says that it is old; null: 2 for a service, 26 for files put into the folder.
   */
  stale_hours: number | null;
  version: string;
}

export interface MoneyComparisons {
  centre_id: string;
  day: Temporal.PlainDate;
  differences: Json;
  id: string;
  lines: number;
  made_at: Temporal.Instant;
  made_by: string;
  ours_vnd: number;
  source: string;
  theirs_vnd: number;
}

export interface NationalListFetches {
  asked_by: string;
  begun_at: Temporal.Instant;
  centre_id: string;
  ended_at: Temporal.Instant | null;
  found_count: Generated<number>;
  id: string;
  lease_until: Temporal.Instant | null;
  listed: Json | null;
  read_count: Generated<number>;
  source: string;
  state: string;
  todo: Json;
  unreadable: Generated<Json>;
  why: string | null;
}

export interface NationalListSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  source: Json;
  version: string;
}

export interface NationalRecordReads {
  centre_id: string;
  code: string;
  read_at: Temporal.Instant;
  record_id: string;
}

export interface NationalRecords {
  centre_id: string;
  code: string;
  first_seen: Temporal.Instant;
  id: string;
  record: Json;
  sha256: Buffer;
}

export interface News {
  author_id: string;
  author_name: string;
  centre_id: string;
  created_at: Temporal.Instant;
  id: string;
  live_revision: number | null;
  published_at: Temporal.Instant | null;
  slug: string;
  withdraw_reason: string | null;
  withdrawn_at: Temporal.Instant | null;
  withdrawn_by: string | null;
}

export interface NewsAirings {
  centre_id: string;
  ended_at: Temporal.Instant | null;
  news_id: string;
  note: string;
  result: string;
  revision: number;
  speaker_id: string;
  started_at: Temporal.Instant;
}

export interface NewsApprovals {
  account_id: string;
  at: Temporal.Instant;
  centre_id: string;
  edits: number;
  id: string;
  leader: boolean;
  name: string;
  news_id: string;
  position: string;
  reason: string | null;
  revision: number;
}

export interface NewsAudio {
  bytes: number;
  centre_id: string;
  duration_ms: number;
  kind: string;
  made_at: Temporal.Instant;
  made_by: string;
  news_id: string;
  revision: number;
  script_sha256: Buffer;
  sha256: Buffer;
  source: string;
  store_key: string;
}

export interface NewsChannels {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  channel: string;
  connection: Json;
  secret_box: Buffer | null;
  version: string;
}

export interface NewsContacts {
  added_at: Temporal.Instant;
  added_by: string;
  address: string;
  centre_id: string;
  consent: string;
  ended_at: Temporal.Instant | null;
  id: string;
  kind: string;
  name: string;
  token: string;
  village: string;
}

export interface NewsDeliveries {
  action: string;
  attempts: Generated<number>;
  /**
   * The SMS gateway through which the last try went; it is the one that is asked while the end is not known.
   */
  carrier_id: string | null;
  centre_id: string;
  channel: string;
  created_at: Temporal.Instant;
  done_by: string | null;
  ended_at: Temporal.Instant | null;
  first_try_at: Temporal.Instant | null;
  id: string;
  last_why: string | null;
  lease_until: Temporal.Instant | null;
  news_id: string;
  next_at: Temporal.Instant;
  recipient: Generated<string>;
  reference: string | null;
  revision: number;
  state: string;
  unsure: Generated<boolean>;
}

export interface NewsListeners {
  auth: string;
  centre_id: string;
  created_at: Temporal.Instant;
  endpoint: string;
  id: string;
  p256dh: string;
}

export interface NewsRevisions {
  air_repeat: number;
  air_times: string[];
  approved_at: Temporal.Instant | null;
  body: string;
  centre_id: string;
  changed_at: Temporal.Instant;
  correction: string | null;
  editor_id: string;
  editor_name: string;
  edits: Generated<number>;
  news_id: string;
  picture: Json | null;
  place: string;
  priority: string;
  returned_why: string | null;
  revision: number;
  state: string;
  submitted_at: Temporal.Instant | null;
  title: string;
  valid_from: Temporal.Instant;
  valid_to: Temporal.Instant;
  versions: Json;
  villages: string[];
}

export interface NewsSpeakers {
  active: boolean;
  centre_id: string;
  id: string;
  last_seen_at: Temporal.Instant | null;
  name: string;
  token: string;
  villages: string[];
}

export interface NewsTemplates {
  active: boolean;
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  days: number;
  fields: Json;
  key: string;
  lines: Json;
  name: string;
  priority: string;
  request_id: string;
  title: string;
  version: number;
}

export interface NoticeConsents {
  address: string;
  at: Temporal.Instant;
  by_name: string;
  centre_id: string;
  channel: string;
  evidence: string;
  how: string;
  id: string;
  seq: Generated<number>;
  wants: boolean;
}

export interface NoticeEmails {
  address: string;
  asked: number;
  asked_at: Temporal.Instant | null;
  centre_id: string;
  confirmed_at: Temporal.Instant | null;
}

export interface Notices {
  asked_for: boolean;
  cause: string;
  centre_id: string;
  /**
   * The only channels that were chosen for this matter; null: whatever the citizen agreed to.
   */
  channels: string[] | null;
  created_at: Temporal.Instant;
  dossier_id: string | null;
  email: string | null;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  event: string;
  id: string;
  last_why: string | null;
  lease_until: Temporal.Instant | null;
  next_at: Temporal.Instant | null;
  phone: string | null;
  request_id: string | null;
  round: Generated<number>;
  round_at: Temporal.Instant;
  state: string;
  subject: string;
  urgent: boolean;
  vals: Json;
}

export interface NoticeSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  settings: Json;
  version: string;
}

export interface NoticeTries {
  asked: Generated<number>;
  carrier_id: string | null;
  centre_id: string;
  channel: string;
  code: Generated<string>;
  content: string;
  cost_vnd: number;
  fault: string | null;
  id: string;
  notice_id: string;
  parts: number;
  provider: string;
  reference: string | null;
  round: number;
  seq: Generated<number>;
  settled_at: Temporal.Instant | null;
  started_at: Temporal.Instant;
  state: string;
  why: Generated<string>;
}

export interface NumberLeases {
  centre_id: string;
  day: Temporal.PlainDate;
  device_id: string;
  from_sequence: number;
  group_id: string;
  id: string;
  /**
   * Made by the browser together with its store: one that lost its store gets other numbers, never those it may have given out.
   */
  keeper_id: string;
  leased_at: Temporal.Instant;
  to_sequence: number;
}

export interface NumberSeries {
  day: Temporal.PlainDate;
  last: number;
  series: string;
}

export interface OfflineConsoles {
  centre_id: string;
  counter_id: string;
  id: string;
  officer_id: string | null;
  synced_at: Temporal.Instant;
  version: Generated<number>;
}

export interface OfflineItems {
  centre_id: string;
  counter_id: string | null;
  day: Temporal.PlainDate;
  device_id: string | null;
  happened_at: Temporal.Instant;
  id: string;
  kind: string;
  look: boolean;
  merged_at: Temporal.Instant;
  merged_by: string | null;
  number: string;
  outcome: string;
  settled_at: Temporal.Instant | null;
  settled_by: string | null;
  ticket_id: string | null;
}

export interface PauseReasons {
  active: Generated<boolean>;
  centre_id: string;
  id: string;
  name: string;
  sort_order: Generated<number>;
}

export interface PaymentOrders {
  account_id: string;
  amount_vnd: number;
  centre_id: string;
  code: string;
  dossier_id: string;
  dossier_number: string;
  ended_at: Temporal.Instant | null;
  id: string;
  opened_at: Temporal.Instant;
  state: string;
  token: string;
}

export interface PaymentPlatforms {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  secret_box: Buffer | null;
  settings: Json;
  version: string;
}

export interface PetitionEvents {
  at: Temporal.Instant;
  by_id: string | null;
  by_name: string;
  centre_id: string;
  late: boolean;
  petition_id: string;
  request_id: string;
  round: number;
  seq: number;
  state: string;
  type: string;
  words: string;
}

export interface PetitionFiles {
  added_at: Temporal.Instant;
  centre_id: string;
  id: string;
  petition_id: string;
  sha256: Buffer;
  size: number;
}

export interface Petitions {
  /**
   * Why one person both wrote and let out the answer: no other officer of the centre may.
   */
  alone_reason: Generated<string>;
  answer: Generated<string>;
  approved_at: Temporal.Instant | null;
  approved_by: string | null;
  approved_by_name: Generated<string>;
  centre_id: string;
  channel: string;
  /**
   * The line of the history at which the running clock began: names its task.
   */
  clock_seq: number | null;
  drafted_by: string | null;
  drafted_by_name: Generated<string>;
  due_at: Temporal.Instant | null;
  /**
   * When the personal data of the sender was erased.
   */
  erased_at: Temporal.Instant | null;
  field: string | null;
  first_received_at: Temporal.Instant;
  id: string;
  kind: string;
  nature: string | null;
  noted_by: Generated<string>;
  number: string;
  /**
   * Spans of this round in which the office waited for the sender.
   */
  pauses: Generated<Json>;
  publication: Json | null;
  publication_plain: Generated<string>;
  published_at: Temporal.Instant | null;
  published_by: string | null;
  /**
   * When this round began: its terms run from here.
   */
  received_at: Temporal.Instant;
  request_id: string;
  /**
   * 2 when the sender asked once more.
   */
  round: number;
  said: Json;
  satisfied: boolean | null;
  /**
   * SHA-256 of the secret in the sender's address.
   */
  secret_hash: Buffer;
  sender: Json;
  seq: number;
  state: string;
  unit_id: string | null;
  waiting_since: Temporal.Instant | null;
}

export interface PetitionSettings {
  centre_id: string;
  /**
   * Days after the end of a petition until names, telephones, photographs and words of its sender are erased.
   */
  keep_days: Generated<number>;
  reception_hours: string;
  reception_phone: string;
  reception_place: string;
  updated_at: Temporal.Instant;
}

export interface PlatformMessages {
  at: Temporal.Instant;
  centre_id: string;
  detail: string;
  direction: string;
  id: string;
  kind: string;
  outcome: string;
  reference: string;
}

export interface PlatformPayments {
  amount_vnd: number;
  centre_id: string;
  dossier_id: string;
  dossier_number: string;
  ended_at: Temporal.Instant | null;
  id: string;
  last_why: string | null;
  next_query_at: Temporal.Instant | null;
  opened_at: Temporal.Instant;
  origin: string;
  pay_url: string | null;
  queries: Generated<number>;
  reference: string;
  stamp: string;
  state: string;
  token: string;
}

export interface PortalAssists {
  centre_id: string;
  citizen_id: string;
  citizen_name: string;
  ended_at: Temporal.Instant | null;
  helper_id: string;
  helper_name: string;
  id: string;
  national_number: string | null;
  note: string;
  procedure_code: string;
  procedure_name: string;
  started_at: Temporal.Instant;
  state: string;
  why: string | null;
}

export interface PortalDossiers {
  centre_id: string;
  dossier_id: string;
  known: string;
  number: string;
  /**
   * TechID of the owner, where the filing came without and the portal was asked for it (TraCuuTechID).
   */
  tech_id: string | null;
  told_seq: number | null;
  told_status: string | null;
}

export interface PortalExchanges {
  at: Temporal.Instant;
  centre_id: string;
  id: string;
  message: string;
  number: string;
  outcome: string;
  request: Json;
  service: string;
  sha256: Buffer;
}

export interface PortalFileFetches {
  at: Temporal.Instant;
  caller: string;
  centre_id: string;
  file_id: string;
  id: string;
  number: string;
  outcome: string;
}

export interface PortalInbox {
  alert_by: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  arrived_at: Temporal.Instant;
  body: Json;
  centre_id: string;
  dossier_id: string | null;
  escalated: Generated<number>;
  id: string;
  national_number: string;
  opened_at: Temporal.Instant | null;
  opened_by: string | null;
  respond_by: Temporal.Instant | null;
  settled_by: string | null;
  sha256: Buffer;
  state: string;
  version: number;
  why: string | null;
}

export interface PortalInboxFiles {
  attempts: Generated<number>;
  bound: Generated<boolean>;
  centre_id: string;
  file_id: string | null;
  id: string;
  inbox_id: string;
  name: string;
  next_at: Temporal.Instant;
  outside_id: string;
  paper_key: string;
  place: number;
  state: string;
  url: string;
  why: string | null;
}

export interface PortalInboxSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  secret_box: Buffer | null;
  settings: Json;
  version: string;
}

export interface PortalOutbox {
  attempts: Generated<number>;
  centre_id: string;
  created_at: Temporal.Instant;
  dossier_id: string;
  dossier_seq: number;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  first_try_at: Temporal.Instant | null;
  /**
   * dossier: DongBoHoSoMC and its steps; state: DongBoTrangThaiHoSo for a dossier that came from the portal.
   */
  kind: Generated<string>;
  last_why: string | null;
  lease_until: Temporal.Instant | null;
  next_at: Temporal.Instant;
  number: string;
  payload: Json;
  seq: Generated<number>;
  state: string;
  steps: Json;
  stuck_at: string | null;
  trimmed: string[];
}

export interface PortalRatings {
  at: Temporal.Instant;
  centre_id: string;
  month: string;
  outcome: string;
  why: string | null;
}

export interface PortalReconciliations {
  at: Temporal.Instant;
  centre_id: string;
  checked: number;
  differences: Json;
  id: string;
  unanswered: number;
}

export interface PortalSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  codes: Json;
  connection: Json;
  /**
   * Who may fetch files (addresses), and for how many days an address is good. Nobody until somebody is named.
   */
  files: Generated<Json>;
  /**
   * Whether the satisfaction of each month is told (DongBoDanhGia).
   */
  ratings: Generated<boolean>;
  secret_box: Buffer | null;
  version: string;
}

export interface PostEvents {
  at: Temporal.Instant;
  came_at: Temporal.Instant;
  centre_id: string;
  code: string;
  item_code: string;
  key: string;
  kind: string;
  place: string;
  reason: string;
  receiver: string;
  shipment_id: string;
  via: string;
}

export interface PostHandOvers {
  centre_id: string;
  id: string;
  made_at: Temporal.Instant;
  made_by: string;
  no: number;
  year: number;
}

export interface PostSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  secret_box: Buffer | null;
  settings: Json;
  version: string;
}

export interface PostShipments {
  attention: string | null;
  centre_id: string;
  direction: string;
  dossier_id: string | null;
  dossier_number: string;
  ended_at: Temporal.Instant | null;
  hand_over_id: string | null;
  id: string;
  item_code: string | null;
  item_from: string | null;
  last_why: string | null;
  made_at: Temporal.Instant;
  made_by: string;
  next_poll_at: Temporal.Instant | null;
  next_try_at: Temporal.Instant | null;
  order_code: string;
  parcel: Json;
  received_by: string | null;
  request_id: string;
  sending: string;
  settled_at: Temporal.Instant | null;
  tracked_at: Temporal.Instant | null;
  tracking: Generated<string>;
  tries: Generated<number>;
}

export interface PreparationFiles {
  added_at: Temporal.Instant;
  centre_id: string;
  handed_on: Generated<boolean>;
  id: string;
  media_type: string;
  name: string;
  pages: number | null;
  paper_key: string;
  preparation_id: string;
  request_id: string;
  reused_from: string | null;
  sha256: Buffer;
  size: number;
  state: string;
}

export interface PreparationFilings {
  centre_id: string;
  procedure_code: string;
  switched_on_at: Temporal.Instant;
  switched_on_by: string;
}

export interface Preparations {
  alert_by: Temporal.Instant | null;
  answered_at: Temporal.Instant | null;
  /**
   * What was answered: schema Body of the module; {} once the dossier has it all.
   */
  body: Json;
  centre_id: string;
  changed_at: Temporal.Instant;
  code: string;
  created_at: Temporal.Instant;
  dossier_id: string | null;
  /**
   * The last level of its clocks that was told: 1 nobody opened it in time, 2 the answer is due soon, 3 it is overdue.
   */
  escalated: Generated<number>;
  expires_at: Temporal.Instant;
  helper_id: string | null;
  helper_name: string | null;
  id: string;
  owner_key: string | null;
  procedure_code: string;
  procedure_name: string;
  request_id: string;
  respond_by: Temporal.Instant | null;
  secret_hash: Buffer;
  seen_at: Temporal.Instant | null;
  seen_by: string | null;
  state: string;
  used_at: Temporal.Instant | null;
  used_by: string | null;
  used_by_id: string | null;
}

export interface PreparationSettings {
  centre_id: string;
  keep_days: number;
  scanner_host: string;
  scanner_port: number;
  updated_at: Temporal.Instant;
}

export interface PrinterAssignments {
  centre_id: string;
  paper: string;
  place_id: string;
  place_kind: string;
  printer_id: string;
}

export interface PrintJobs {
  attempts: Generated<number>;
  centre_id: string;
  changed_at: Temporal.Instant;
  /**
   * The printer itself said that all of it came out.
   */
  confirmed: Generated<boolean>;
  document_id: string | null;
  error: string | null;
  id: string;
  kind: string;
  /**
   * Number of the job at an office printer (IPP job-id).
   */
  partner_job: number | null;
  printer_id: string | null;
  request_id: string;
  requested_at: Temporal.Instant;
  requested_by: string | null;
  state: string;
  ticket: Json | null;
  title: string;
}

export interface ProcedureCatalogues {
  centre_id: string;
  changed_at: Temporal.Instant;
  revision: number;
}

export interface Procedures {
  centre_id: string;
  code: string;
  created_at: Temporal.Instant;
  id: string;
}

export interface ProcedureUseCounts {
  centre_id: string;
  code: string;
  month: Temporal.PlainDate;
  uses: number;
}

export interface ProcedureVersions {
  body: Json;
  centre_id: string;
  code: Generated<string>;
  created_at: Temporal.Instant;
  created_by: string;
  effective_from: Temporal.PlainDate;
  effective_to: Temporal.PlainDate | null;
  executor: Generated<string>;
  field: Generated<string>;
  field_group: Generated<string>;
  id: string;
  imported_from: string;
  name: Generated<string>;
  procedure_id: string;
  sha256: Buffer;
  version: number;
}

export interface ProcessDrafts {
  based_on: number | null;
  changed_at: Temporal.Instant;
  changed_by: string;
  code: string;
  draft: Json;
  /**
   * Counts the saves, so that two people at once do not overwrite each other.
   */
  revision: number;
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

export interface PushKeys {
  centre_id: string;
  created_at: Temporal.Instant;
  private_box: Buffer;
  public_key: string;
}

export interface PushSubscriptions {
  appointment_id: string | null;
  auth: string;
  call_told_at: Temporal.Instant | null;
  centre_id: string;
  created_at: Temporal.Instant;
  endpoint: string;
  failed_at: Temporal.Instant | null;
  failure: Generated<string>;
  id: string;
  lang: string;
  near_told_at: Temporal.Instant | null;
  p256dh: string;
  sent_at: Temporal.Instant | null;
  ticket_id: string | null;
}

export interface QuickVisits {
  centre_id: string;
  counter_id: string;
  ended_at: Temporal.Instant | null;
  id: string;
  kind: string;
  officer_id: string | null;
  started_at: Temporal.Instant;
}

export interface RatingAnswers {
  answer: string;
  centre_id: string;
  content: string;
  handle: Buffer;
  words: Buffer | null;
}

export interface RatingContacts {
  asked_at: Temporal.Instant;
  centre_id: string;
  closed_at: Temporal.Instant | null;
  closed_by: string | null;
  closed_by_name: Generated<string>;
  /**
   * The sentence that was agreed to, as it stood on the page.
   */
  consent: string;
  dossier_id: string | null;
  dossier_number: Generated<string>;
  due: Temporal.Instant;
  erased_at: Temporal.Instant | null;
  id: string;
  message: string;
  name: string;
  note: Generated<string>;
  /**
   * HMAC of the address for another purpose than ratings.handle: one request for each address; the two do not meet.
   */
  once: Buffer;
  outcome: string | null;
  phone: string;
  unit_id: string;
}

export interface RatingGatherings {
  centre_id: string;
  sample: number;
  since: Temporal.PlainDate;
  through: Temporal.PlainDate;
  unhappy: number;
}

export interface RatingInvitations {
  centre_id: string;
  /**
   * Rated before ratings were parted from their invitations; may not be rated again. Says nothing of the face.
   */
  closed: Generated<boolean>;
  counter_id: string | null;
  created_at: Temporal.Instant;
  dossier_id: string | null;
  id: string;
  procedure_code: Generated<string>;
  ticket_id: string | null;
  token: string;
  /**
   * What figures are grouped by: the field of the procedure, or the group of services. Never a person.
   */
  topic: Generated<string>;
}

export interface Ratings {
  centre_id: string;
  day: Temporal.PlainDate;
  /**
   * Sealed with a key outside the database: procedure, counter, channel, group. Opened only to count.
   */
  facets: Buffer;
  /**
   * HMAC-SHA-256 of the address under which was rated, with a key that is not in the database: once for each address, without saying which.
   */
  handle: Buffer;
  level: number;
  /**
   * Written anew in random order with its day, so that neither place nor transaction number of the row tells when it came.
   */
  mixed: Generated<boolean>;
  reasons: Generated<string[]>;
  /**
   * Sealed likewise: what the citizen wrote. Shown masked, of enough ratings, without day or place.
   */
  words: Buffer | null;
}

export interface ReceivingAccounts {
  account_no: string;
  bank_bin: string;
  bank_name: string;
  centre_id: string;
  closed_at: Temporal.Instant | null;
  holder: string;
  id: string;
  opened_at: Temporal.Instant;
  opened_by: string;
  provider: string | null;
  secret_box: Buffer | null;
}

export interface RecoveryCodes {
  account_id: string;
  centre_id: string;
  code_hash: Buffer;
  used_at: Temporal.Instant | null;
}

export interface RegisterEntries {
  at: Temporal.Instant;
  centre_id: string;
  document: Json;
  dossier_id: string;
  entered_by: string | null;
  no: number;
  register_id: string;
  volume: number;
}

export interface Registers {
  book: string;
  centre_id: string;
  id: string;
  last_no: number;
  opened_at: Temporal.Instant;
  volume: number;
  year: number;
}

export interface ReportExports {
  account_id: string | null;
  asked_at: Temporal.Instant;
  asked_by: string;
  centre_id: string;
  done: Generated<number>;
  error: string | null;
  expires_at: Temporal.Instant | null;
  file_key: string | null;
  file_name: string | null;
  finished_at: Temporal.Instant | null;
  format: string;
  id: string;
  mail: string | null;
  mail_detail: string | null;
  params: Json;
  period_to: Temporal.PlainDate;
  report: string;
  request_id: string;
  schedule_id: string | null;
  state: string;
  title: string;
  total: Generated<number>;
}

export interface ReportManual {
  account_id: string | null;
  at: Temporal.Instant;
  centre_id: string;
  entered_by: string;
  form: string;
  id: string;
  period_from: Temporal.PlainDate;
  period_to: Temporal.PlainDate;
  request_id: string;
  rows: Json;
}

export interface ReportReminders {
  at: Temporal.Instant;
  centre_id: string;
  day: Temporal.PlainDate;
  form: string;
  period_to: Temporal.PlainDate;
}

export interface ReportSchedules {
  active: Generated<boolean>;
  centre_id: string;
  cut: string;
  format: string;
  id: string;
  mail_to: Generated<string[]>;
  period: string;
  report: string;
  run_day: number;
  set_at: Temporal.Instant;
  set_by: string;
}

export interface ReportSnapshots {
  at: Temporal.Instant;
  centre_id: string;
  figures: Json;
  form: string;
  id: string;
  made_by: string;
  mark: number;
  period_from: Temporal.PlainDate;
  period_to: Temporal.PlainDate;
  request_id: string;
  sent_at: Temporal.Instant | null;
  sent_by: string | null;
}

export interface ReportSpans {
  centre_id: string;
  channel: string;
  dossier_id: string;
  due_at: Temporal.Instant | null;
  field: string;
  field_group: string;
  from_at: Temporal.Instant;
  officer_id: Generated<string>;
  procedure_code: string;
  since_mark: Generated<number>;
  to_at: Temporal.Instant | null;
  unit_id: Generated<string>;
  /**
   * The mark from which this version no longer holds; null for what is known now.
   */
  until_mark: number | null;
}

export interface ScanPages {
  centre_id: string;
  position: number;
  sent_at: Temporal.Instant;
  session_id: string;
  size: number;
}

export interface ScanSessions {
  centre_id: string;
  expires_at: Temporal.Instant;
  file_id: string | null;
  finished_at: Temporal.Instant | null;
  id: string;
  opened_at: Temporal.Instant;
  opened_by: string;
  opened_by_name: string;
  purpose: string;
  secret_hash: Buffer;
  title: string;
}

export interface ScoreDays {
  centre_id: string;
  day: Temporal.PlainDate;
  denominator: number | null;
  indicator: string;
  most: Numeric;
  numerator: number | null;
  points: Numeric | null;
}

export interface ScoreFacts {
  centre_id: string;
  charged: boolean;
  dossier_id: string;
  ended_at: Temporal.Instant | null;
  ended_working: number | null;
  first_due: Temporal.Instant | null;
  from_database: boolean;
  held_since: Temporal.Instant | null;
  number: string;
  online_full: boolean;
  online_offered: boolean;
  paid_online: boolean;
  part_file: boolean;
  procedure_code: string;
  received_at: Temporal.Instant;
  result: boolean;
  result_file: boolean;
  reused: boolean;
  supplements: number;
  waited_ms: number;
}

export interface ScoreSettings {
  centre_id: string;
  effective_from: Temporal.PlainDate;
  set_at: Temporal.Instant;
  set_by: string | null;
  source: string;
  weights: Json;
}

export interface SearchAsked {
  asked: number;
  centre_id: string;
  day: Temporal.PlainDate;
  empty: number;
  opened: number;
  words: string;
}

export interface SearchWords {
  added_at: Temporal.Instant;
  added_by: string;
  centre_id: string;
  code: string;
  id: string;
  removed_at: Temporal.Instant | null;
  removed_by: string | null;
  request_id: string;
  words: string;
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
  /**
   * The first number of a day; taken over by the next day's line, never in the middle of one.
   */
  first_number: Generated<number>;
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

export interface SignedFiles {
  centre_id: string;
  dossier_id: string;
  dossier_seq: number;
  file_id: string;
  item_id: string;
  /**
   * Why the file does not carry what authorities say of its certificates; null where it does, or where nobody was to be asked.
   */
  lacking: string | null;
  level: string;
  sealed: boolean;
  signed_at: Temporal.Instant;
  source_file_id: string;
  verify_code: string;
}

export interface SigningAnchors {
  added_at: Temporal.Instant;
  added_by: string;
  centre_id: string;
  certificate: Buffer;
  fingerprint: string;
  id: string;
}

export interface SigningAuthorities {
  account_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  created_by: string | null;
  decision_day: Temporal.PlainDate;
  decision_no: string;
  ended_by: string | null;
  ended_reason: Generated<string>;
  field_group: string | null;
  granted_by: string;
  id: string;
  procedure_code: string | null;
  request_id: string | null;
  valid_from: Temporal.PlainDate;
  valid_to: Temporal.PlainDate | null;
}

export interface SigningCertificates {
  account_id: string | null;
  added_at: Temporal.Instant;
  added_by: string;
  centre_id: string;
  certificate: Buffer;
  chain: ArrayType<Buffer>;
  credential: string | null;
  fingerprint: string;
  id: string;
  method: string;
  retired_at: Temporal.Instant | null;
  secret_box: Buffer | null;
  valid_from: Temporal.Instant;
  valid_to: Temporal.Instant;
}

export interface SigningItems {
  attributes: Buffer | null;
  centre_id: string;
  dossier_id: string;
  file_id: string;
  file_name: string;
  id: string;
  received_at: Temporal.Instant | null;
  session_id: string;
  source_sha256: Buffer;
  state: string;
  token_hash: Buffer | null;
  verify_code: string;
  why: string | null;
}

export interface SigningSessions {
  account_id: string;
  began_at: Temporal.Instant;
  centre_id: string;
  certificate_id: string;
  ended_at: Temporal.Instant | null;
  expires_at: Temporal.Instant;
  id: string;
  method: string;
  reference: string | null;
  request_id: string;
  state: string;
  why: string | null;
}

export interface SigningSettings {
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  secret_box: Buffer | null;
  settings: Json;
  version: string;
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

export interface SsoConnections {
  audience: string;
  centre_id: string;
  changed_at: Temporal.Instant;
  changed_by: string;
  connection: Json;
  secret_box: Buffer | null;
  version: string;
}

export interface SsoLinks {
  account_id: string;
  centre_id: string;
  display_name: string;
  id: string;
  issuer: string;
  linked_at: Temporal.Instant;
  linked_by: string;
  removed_at: Temporal.Instant | null;
  subject: string;
  used_at: Temporal.Instant | null;
}

export interface SsoRequests {
  account_id: string | null;
  audience: string;
  browser_hash: Buffer;
  centre_id: string;
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  id: string;
  id_token_box: Buffer | null;
  kiosk_id: string | null;
  nonce: string;
  purpose: string;
  redirect_uri: string;
  return_to: string;
  state: string;
  used_at: Temporal.Instant | null;
  verifier: string;
}

export interface TaskEvents {
  account_id: string | null;
  at: Temporal.Instant;
  by_name: string;
  centre_id: string;
  id: string;
  note: Generated<string>;
  request_id: string | null;
  task_id: string;
  type: string;
}

export interface Tasks {
  account_id: string | null;
  authority: string;
  centre_id: string;
  code: string;
  due_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  head_id: string | null;
  head_name: Generated<string>;
  id: string;
  opened_at: Temporal.Instant;
  opened_by: string | null;
  opened_by_name: string;
  parent_id: string | null;
  person_name: Generated<string>;
  product: string;
  /**
   * When the product was handed in; on time or late is judged by it.
   */
  reported_at: Temporal.Instant | null;
  responsibility: string;
  result: Generated<string>;
  source: string;
  source_ref: Generated<string>;
  state: string;
  unit_id: string;
  unit_name: string;
  work: string;
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
  /**
   * The place that was called; 0 when the number was called out of turn, so that the line does not move on.
   */
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
  first_number: Generated<number>;
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
  /**
   * The counter that keeps this visitor in mind while a paper is fetched; the counter itself is free.
   */
  held_counter_id: string | null;
  /**
   * What the visitor is waiting for or fetching; for the officers.
   */
  hold_reason: Generated<string>;
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
  /**
   * When a kiosk without a line gave this number out; empty for all others. Such a kiosk asks whether, not why somebody has priority.
   */
  offline_at: Temporal.Instant | null;
  place: number;
  /**
   * Seen by the serving officer only: never public (Luật 91/2025; rule of the hall).
   */
  priority_reason: string | null;
  procedure_code: string | null;
  returns: Generated<number>;
  sequence: number;
  /**
   * The one console that may call this ticket while its line is gone. One column, so no two consoles can have it.
   */
  share_console_id: string | null;
  /**
   * The version of the console's list that no longer holds the ticket; free for all once the console says that it has that version.
   */
  share_dropped_in: number | null;
  share_officer_id: string | null;
  /**
   * Until when others leave the ticket to that console.
   */
  share_until: Temporal.Instant | null;
  source: string;
  state: string;
  /**
   * Unguessable address of the ticket on the phone.
   */
  token: string;
  waiting_since: Temporal.Instant;
  wanted_counter_id: string | null;
}

export interface TicketSlips {
  centre_id: string;
  changed_at: Temporal.Instant;
  print_job_id: string;
  state: string;
  ticket_id: string;
  tries: Generated<number>;
}

export interface Usernames {
  centre_id: string;
  name: string;
}

export interface VisitMatters {
  centre_id: string;
  counter_id: string;
  ended_at: Temporal.Instant | null;
  id: string;
  officer_id: string | null;
  procedure_code: string | null;
  started_at: Temporal.Instant;
  ticket_id: string;
  title: string;
}

export interface VoiceClips {
  bytes: number;
  centre_id: string;
  clip: string;
  duration_ms: number;
  kind: string;
  sha256: Buffer;
  store_key: string;
  uploaded_at: Temporal.Instant;
  uploaded_by: string | null;
}

export interface Warnings {
  account_id: string | null;
  centre_id: string;
  closed_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  /**
   * The dossier, or the task when subject says so.
   */
  dossier_id: string;
  dossier_number: string;
  due_at: Temporal.Instant;
  holder_name: Generated<string>;
  id: string;
  kind: string;
  level: string;
  outcome: string | null;
  procedure_name: string;
  seen_at: Temporal.Instant | null;
  seen_by: string | null;
  /**
   * The step of a step warning, the number of the strand of a strand warning, else empty.
   */
  step_key: Generated<string>;
  step_name: Generated<string>;
  subject: Generated<string>;
  unit_id: string;
  unit_name: string;
}

export interface WarningSettings {
  centre_id: string;
  effective_from: Temporal.PlainDate;
  set_at: Temporal.Instant;
  set_by: string | null;
  settings: Json;
  source: string;
}

export interface WorkFilters {
  account_id: string;
  centre_id: string;
  created_at: Temporal.Instant;
  filter: Json;
  id: string;
  name: string;
}

export interface DB {
  access_log: AccessLog;
  accounts: Accounts;
  agencies: Agencies;
  api_tokens: ApiTokens;
  appointment_contacts: AppointmentContacts;
  appointment_events: AppointmentEvents;
  appointment_plans: AppointmentPlans;
  appointment_rules: AppointmentRules;
  appointments: Appointments;
  asks: Asks;
  audit_entries: AuditEntries;
  audit_heads: AuditHeads;
  audit_seals: AuditSeals;
  bank_notices: BankNotices;
  calendar_days: CalendarDays;
  calendar_versions: CalendarVersions;
  carriers: Carriers;
  cash_books: CashBooks;
  catalogue_decisions: CatalogueDecisions;
  catalogue_differences: CatalogueDifferences;
  circuits: Circuits;
  citizen_sessions: CitizenSessions;
  counter_events: CounterEvents;
  counter_pauses: CounterPauses;
  counter_shifts: CounterShifts;
  counters: Counters;
  daily_facts: DailyFacts;
  device_enrolments: DeviceEnrolments;
  device_pairings: DevicePairings;
  document_cancellations: DocumentCancellations;
  document_codes: DocumentCodes;
  document_files: DocumentFiles;
  document_series: DocumentSeries;
  documents: Documents;
  dossier_events: DossierEvents;
  dossier_outlooks: DossierOutlooks;
  dossier_requests: DossierRequests;
  dossier_settings: DossierSettings;
  dossier_strands: DossierStrands;
  dossiers: Dossiers;
  duties: Duties;
  duty_people: DutyPeople;
  duty_plans: DutyPlans;
  equipment: Equipment;
  equipment_faults: EquipmentFaults;
  equipment_repairs: EquipmentRepairs;
  equipment_states: EquipmentStates;
  fact_entries: FactEntries;
  fee_receipts: FeeReceipts;
  fee_refunds: FeeRefunds;
  feedback_settings: FeedbackSettings;
  files: Files;
  follow_files: FollowFiles;
  follow_messages: FollowMessages;
  follow_sendings: FollowSendings;
  follow_settings: FollowSettings;
  form_drafts: FormDrafts;
  form_versions: FormVersions;
  forms: Forms;
  group_counter_spans: GroupCounterSpans;
  group_open_spans: GroupOpenSpans;
  hall_boards: HallBoards;
  hall_days: HallDays;
  hall_notices: HallNotices;
  hall_plan_duties: HallPlanDuties;
  hall_plan_lines: HallPlanLines;
  hall_plans: HallPlans;
  hall_rules: HallRules;
  hall_settings: HallSettings;
  hand_on_items: HandOnItems;
  hand_on_runs: HandOnRuns;
  help_calls: HelpCalls;
  import_refusals: ImportRefusals;
  import_runs: ImportRuns;
  kiosk_identifications: KioskIdentifications;
  kiosk_identities: KioskIdentities;
  leaves: Leaves;
  lookup_attempts: LookupAttempts;
  mirror_batches: MirrorBatches;
  mirror_cursors: MirrorCursors;
  mirror_dossiers: MirrorDossiers;
  mirror_doubts: MirrorDoubts;
  mirror_quarantine: MirrorQuarantine;
  mirror_settings: MirrorSettings;
  money_comparisons: MoneyComparisons;
  national_list_fetches: NationalListFetches;
  national_list_settings: NationalListSettings;
  national_record_reads: NationalRecordReads;
  national_records: NationalRecords;
  news: News;
  news_airings: NewsAirings;
  news_approvals: NewsApprovals;
  news_audio: NewsAudio;
  news_channels: NewsChannels;
  news_contacts: NewsContacts;
  news_deliveries: NewsDeliveries;
  news_listeners: NewsListeners;
  news_revisions: NewsRevisions;
  news_speakers: NewsSpeakers;
  news_templates: NewsTemplates;
  notice_consents: NoticeConsents;
  notice_emails: NoticeEmails;
  notice_settings: NoticeSettings;
  notice_tries: NoticeTries;
  notices: Notices;
  number_leases: NumberLeases;
  number_series: NumberSeries;
  offline_consoles: OfflineConsoles;
  offline_items: OfflineItems;
  pause_reasons: PauseReasons;
  payment_orders: PaymentOrders;
  payment_platforms: PaymentPlatforms;
  petition_events: PetitionEvents;
  petition_files: PetitionFiles;
  petition_settings: PetitionSettings;
  petitions: Petitions;
  platform_messages: PlatformMessages;
  platform_payments: PlatformPayments;
  portal_assists: PortalAssists;
  portal_dossiers: PortalDossiers;
  portal_exchanges: PortalExchanges;
  portal_file_fetches: PortalFileFetches;
  portal_inbox: PortalInbox;
  portal_inbox_files: PortalInboxFiles;
  portal_inbox_settings: PortalInboxSettings;
  portal_outbox: PortalOutbox;
  portal_ratings: PortalRatings;
  portal_reconciliations: PortalReconciliations;
  portal_settings: PortalSettings;
  post_events: PostEvents;
  post_hand_overs: PostHandOvers;
  post_settings: PostSettings;
  post_shipments: PostShipments;
  preparation_files: PreparationFiles;
  preparation_filings: PreparationFilings;
  preparation_settings: PreparationSettings;
  preparations: Preparations;
  print_jobs: PrintJobs;
  printer_assignments: PrinterAssignments;
  procedure_catalogues: ProcedureCatalogues;
  procedure_use_counts: ProcedureUseCounts;
  procedure_versions: ProcedureVersions;
  procedures: Procedures;
  process_drafts: ProcessDrafts;
  process_versions: ProcessVersions;
  processes: Processes;
  push_keys: PushKeys;
  push_subscriptions: PushSubscriptions;
  quick_visits: QuickVisits;
  rating_answers: RatingAnswers;
  rating_contacts: RatingContacts;
  rating_gatherings: RatingGatherings;
  rating_invitations: RatingInvitations;
  ratings: Ratings;
  receiving_accounts: ReceivingAccounts;
  recovery_codes: RecoveryCodes;
  register_entries: RegisterEntries;
  registers: Registers;
  report_exports: ReportExports;
  report_manual: ReportManual;
  report_reminders: ReportReminders;
  report_schedules: ReportSchedules;
  report_snapshots: ReportSnapshots;
  report_spans: ReportSpans;
  scan_pages: ScanPages;
  scan_sessions: ScanSessions;
  score_days: ScoreDays;
  score_facts: ScoreFacts;
  score_settings: ScoreSettings;
  search_asked: SearchAsked;
  search_words: SearchWords;
  service_group_counters: ServiceGroupCounters;
  service_groups: ServiceGroups;
  sessions: Sessions;
  sign_in_log: SignInLog;
  signed_files: SignedFiles;
  signing_anchors: SigningAnchors;
  signing_authorities: SigningAuthorities;
  signing_certificates: SigningCertificates;
  signing_items: SigningItems;
  signing_sessions: SigningSessions;
  signing_settings: SigningSettings;
  sso_connections: SsoConnections;
  sso_links: SsoLinks;
  sso_requests: SsoRequests;
  task_events: TaskEvents;
  tasks: Tasks;
  ticket_calls: TicketCalls;
  ticket_dossiers: TicketDossiers;
  ticket_events: TicketEvents;
  ticket_lines: TicketLines;
  ticket_slips: TicketSlips;
  tickets: Tickets;
  usernames: Usernames;
  visit_matters: VisitMatters;
  voice_clips: VoiceClips;
  warning_settings: WarningSettings;
  warnings: Warnings;
  work_filters: WorkFilters;
}
