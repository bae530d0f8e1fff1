import { defineMessages } from '../i18n.ts';

/** Texts of backup and restore. They are read in a terminal by a person who rarely opens one, so each names the next step. */
export const backupMessages = defineMessages({
  'no-data': {
    vi: 'Chưa có dữ liệu để sao lưu trong {dataHome}. Nếu dữ liệu nằm chỗ khác, hãy đặt biến MOTCUA_DATA đúng thư mục đó rồi chạy lại.',
    en: 'There is nothing to back up in {dataHome}. If the data lie elsewhere, set MOTCUA_DATA to that folder and run again.',
  },
  'folder-missing': {
    vi: 'Không thấy thư mục {folder}. Hãy cắm ổ đĩa hoặc tạo thư mục đó rồi chạy lại.',
    en: 'The folder {folder} does not exist. Connect the disk or make the folder, then run again.',
  },
  'folder-refused': {
    vi: 'Không ghi được vào thư mục {folder}. Hãy kiểm tra quyền ghi của thư mục rồi chạy lại.',
    en: 'The folder {folder} cannot be written to. Check its permissions, then run again.',
  },
  'no-space': {
    vi: 'Ổ đĩa đã đầy trong khi ghi vào {folder}. Các bản trước còn nguyên. Hãy dọn bớt chỗ hoặc chọn ổ đĩa khác rồi chạy lại.',
    en: 'The disk became full while writing to {folder}. Nothing earlier was touched. Free some space or choose another disk, then run again.',
  },
  'rights-backup': {
    vi: 'Tài khoản cơ sở dữ liệu trong DATABASE_URL không đọc được dữ liệu của mọi trung tâm nên bản sao sẽ thiếu. Nhờ người quản trị PostgreSQL chạy: ALTER ROLE {role} BYPASSRLS;',
    en: 'The login of DATABASE_URL cannot read the rows of every centre, so the backup would be incomplete. Ask the administrator of PostgreSQL to run: ALTER ROLE {role} BYPASSRLS;',
  },
  'rights-restore': {
    vi: 'Tài khoản cơ sở dữ liệu trong DATABASE_URL thiếu quyền để khôi phục. Nhờ người quản trị PostgreSQL chạy: ALTER ROLE {role} CREATEDB BYPASSRLS; GRANT SET ON PARAMETER session_replication_role TO {role};',
    en: 'The login of DATABASE_URL may not restore. Ask the administrator of PostgreSQL to run: ALTER ROLE {role} CREATEDB BYPASSRLS; GRANT SET ON PARAMETER session_replication_role TO {role};',
  },
  'passphrase-short': {
    vi: 'MOTCUA_BACKUP_PASSPHRASE phải có ít nhất {length} ký tự. Hãy đặt câu dài hơn, hoặc bỏ biến này để dùng khoá sao lưu tự tạo.',
    en: 'MOTCUA_BACKUP_PASSPHRASE needs {length} characters or more. Choose a longer one, or unset it to use the key that is made for you.',
  },
  'key-missing': {
    vi: 'Cần khoá sao lưu để mở tệp này. Hãy đặt biến MOTCUA_BACKUP_PASSPHRASE, hoặc thêm --key-file TỆP trỏ tới tệp chứa khoá (bản chép của backup.key).',
    en: 'A key is needed to open this file. Set MOTCUA_BACKUP_PASSPHRASE, or add --key-file FILE with the key in it (the copy of backup.key).',
  },
  'key-unreadable': {
    vi: 'Không đọc được khoá trong tệp {file}. Tệp phải chứa đúng khoá đã chép của máy cũ.',
    en: 'No key can be read from {file}. It must hold the key that was copied from the former machine.',
  },
  'wrong-key': {
    vi: 'Khoá không mở được tệp {file}. Hãy kiểm tra lại khoá đã chép; nếu khoá chắc chắn đúng thì phần đầu tệp đã hỏng, hãy dùng bản sao lưu khác.',
    en: 'The key does not open {file}. Check the key; if it is surely right, the beginning of the file is damaged: use another backup.',
  },
  'not-a-backup': {
    vi: 'Tệp {file} không phải bản sao lưu của Một Cửa, hoặc phần đầu tệp đã hỏng. Hãy chọn tệp có tên motcua-….mcb.',
    en: '{file} is no backup of Một Cửa, or its beginning is damaged. Choose a file named motcua-….mcb.',
  },
  damaged: {
    vi: 'Tệp {file} đã hỏng hoặc bị cắt cụt ({where}). Không có gì được ghi. Hãy dùng bản sao lưu khác.',
    en: '{file} is damaged or cut off ({where}). Nothing was written. Use another backup.',
  },
  'file-missing': {
    vi: 'Không đọc được tệp {file}. Hãy kiểm tra đường dẫn rồi chạy lại.',
    en: '{file} cannot be read. Check the path, then run again.',
  },
  'newer-format': {
    vi: 'Tệp {file} do bản phần mềm mới hơn tạo ra. Hãy cài bản mới đó rồi khôi phục.',
    en: '{file} was made by a newer version of the product. Install that version first.',
  },
  'product-older': {
    vi: 'Bản sao lưu có cấu trúc dữ liệu mới hơn phần mềm đang cài (thiếu {name}). Hãy cài bản phần mềm {version} hoặc mới hơn rồi khôi phục.',
    en: 'The backup has a newer structure than the installed product ({name} is missing). Install version {version} or newer, then restore.',
  },
  'migration-differs': {
    vi: 'Tệp cấu trúc {name} của phần mềm đang cài khác với lúc sao lưu. Hãy cài lại bản phần mềm phát hành chính thức từ {version} trở lên.',
    en: 'The migration {name} of the installed product differs from the one at backup. Install a released version, {version} or newer.',
  },
  'not-empty': {
    vi: 'Nơi khôi phục đang có dữ liệu ({what}), nên chưa làm gì cả. Muốn thay bằng bản sao lưu, hãy chạy lại với --replace: dữ liệu hiện có được cất sang bên, không bị xoá.',
    en: 'There are data already ({what}), so nothing was done. To put the backup in their place run again with --replace: what is there is set aside, never deleted.',
  },
  'in-use': {
    vi: 'Máy chủ Một Cửa đang dùng cơ sở dữ liệu này ({connections} kết nối). Hãy dừng máy chủ rồi khôi phục.',
    en: 'The database is in use ({connections} connections). Stop the server, then restore.',
  },
  'jobs-held': {
    vi: 'được giữ lại khi khôi phục: có thể đã chạy sau lúc sao lưu',
    en: 'held back by the restore: may have run after the backup was taken',
  },
});

export type BackupMessage = Parameters<ReturnType<typeof backupMessages>>[0];
