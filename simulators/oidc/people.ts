/** Invented people of the simulated provider: what its claims say of each. */
export interface SimulatedPerson {
  readonly sub: string;
  readonly label: string;
  readonly claims: Readonly<Record<string, string>>;
  /** Level that the sign-in states in `acr`. */
  readonly acr?: string;
}

/** The three kinds of account in both generations of claims, and officers of the province. */
export const PEOPLE: readonly SimulatedPerson[] = [
  {
    sub: 'cd-0001',
    label: 'Nguyễn Thị Hồng Ví Dụ (VNeID, mức 2, 70 tuổi)',
    // The reduced form since accounts moved to VNeID: no e-mail, no phone.
    claims: {
      TechID: 'cd-0001',
      LoaiTaiKhoan: '1',
      HoVaTen: 'Nguyễn Thị Hồng Ví Dụ',
      SoDinhDanh: '038056000001',
      NgayThangNamSinh: '19560301',
      loginIdp: 'BCA',
      IAL: '2',
    },
  },
  {
    sub: 'cd-0002',
    label: 'Trần Văn Thử (mức 1)',
    claims: {
      TechID: 'cd-0002',
      LoaiTaiKhoan: '1',
      HoVaTen: 'Trần Văn Thử',
      SoDinhDanh: '038090000002',
      NgayThangNamSinh: '19900512',
      IAL: '1',
    },
  },
  {
    sub: 'cd-0003',
    label: 'Lê Văn Mẫu (dạng cũ, mức 2)',
    claims: {
      TechID: 'cd-0003',
      LoaiTaiKhoan: '1',
      HoVaTen: 'Lê Văn Mẫu',
      SoDinhDanh: '038085000003',
      SoCMND: '172000003',
      NgayThangNamSinh: '19850101',
      GioiTinh: '1',
      ThuDienTu: 'mau@example.vn',
      SoDienThoai: '0900000003',
      TrangThai: '1',
      loAs: 'LoA2',
    },
  },
  {
    sub: 'dn-0001',
    label: 'Công ty TNHH Ví Dụ (doanh nghiệp)',
    claims: {
      TechID: 'dn-0001',
      LoaiTaiKhoan: '2',
      HoVaTen: 'Phạm Văn Đại Diện',
      SoDinhDanh: '038080000004',
      TenDoanhNghiep: 'Công ty TNHH Ví Dụ',
      MaSoThue: '2800000001',
      IAL: '2',
    },
  },
  {
    sub: 'tc-0001',
    label: 'Hội Nông dân xã Ví Dụ (tổ chức)',
    claims: { TechID: 'tc-0001', LoaiTaiKhoan: '3', HoVaTen: 'Hội Nông dân xã Ví Dụ', IAL: '2' },
  },
  {
    sub: 'cb-0001',
    label: 'Cán bộ tỉnh: Tiếp nhận',
    claims: { name: 'Hoàng Thị Tiếp Nhận', email: 'tiepnhan1@example.vn' },
    acr: 'LoA1',
  },
  {
    sub: 'cb-0002',
    label: 'Cán bộ tỉnh: chưa liên kết, trùng tên và thư',
    claims: { name: 'Hoàng Thị Tiếp Nhận', email: 'tiepnhan1@example.vn', preferred_username: 'tiepnhan1' },
    acr: 'LoA2',
  },
];
