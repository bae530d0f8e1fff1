import { z } from 'zod';

/** One line of text on a form; letters are composed (NFC), so that a search in the PDF finds them. */
export const Line = z.string().trim().normalize('NFC').min(1).max(1000);
/** A passage of several lines on a form. */
export const Passage = z.string().trim().normalize('NFC').min(1).max(5000);
/** An instant with offset; printed in Viet Nam's time. */
export const Moment = z.iso.datetime({ offset: true });
/** A local day. */
export const Day = z.iso.date();
/** Whole đồng. */
export const Dong = z.int().min(0).max(1_000_000_000_000);
/** How many. */
export const Count = z.int().min(0).max(10_000);

/** The head of every form: who issues it and where (TT 03/2025/TT-VPCP, annex I, common header). */
export const FormOffice = z.object({
  /** Đơn vị chủ quản, e.g. "UBND xã Hoa Lộc". */
  governing: Line,
  /** The centre, e.g. "Trung tâm Phục vụ hành chính công xã Hoa Lộc". */
  name: Line,
  /** Place before the date, e.g. "Hoa Lộc". */
  place: Line,
});
export type FormOffice = z.infer<typeof FormOffice>;

/** A person or organisation as a form shows it (Ông/Bà/Tổ chức). */
export const FormParty = z.object({
  name: Line,
  /** Số định danh cá nhân / tổ chức. */
  idNumber: Line.optional(),
  address: Line.optional(),
  phone: Line.optional(),
  email: Line.optional(),
});
export type FormParty = z.infer<typeof FormParty>;
