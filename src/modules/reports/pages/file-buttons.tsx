import type { Lang } from '#platform/i18n.ts';
import { Button, ButtonLink, RequestId } from '#ui/components.ts';
import { pageMessages } from './page-messages.ts';
import { REPORTS_URL } from './parts.tsx';

/** A report as the address of its file. */
export type FileAsked = Readonly<Record<'report' | 'tu' | 'den', string>> & Readonly<Record<string, string>>;

/**
 * Ways to a report's file: at once for what is small, by a job for long lists (`long`), which has progress, can be
 * stopped, and keeps the file.
 */
export function FileButtons(props: { asked: FileAsked; lang: Lang; requestId: string; long?: boolean }) {
  const t = pageMessages(props.lang);
  if (props.long !== true) {
    const href = (format: string) =>
      `${REPORTS_URL}/tai?${new URLSearchParams({ ...props.asked, dang: format })}`;
    return (
      <p class="report-links no-print">
        <ButtonLink href={href('pdf')}>{t('pdf')}</ButtonLink>
        <ButtonLink href={href('xlsx')}>{t('xlsx')}</ButtonLink>
      </p>
    );
  }
  return (
    <form method="post" action={`${REPORTS_URL}/tep`} class="report-links no-print">
      <RequestId value={props.requestId} />
      {Object.entries(props.asked).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button look="primary" name="dang" value="xlsx">
        {t('make-xlsx')}
      </Button>
      <Button name="dang" value="pdf">
        {t('make-pdf')}
      </Button>
    </form>
  );
}
