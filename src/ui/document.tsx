import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { FrameContext } from '#platform/http/frame.ts';
import type { Lang } from '#platform/i18n.ts';
import { assetUrl } from './assets.ts';
import { THEME } from './theme.ts';

interface DocumentProps {
  readonly title: string;
  readonly lang: Lang;
  /** For search engines and shared links. */
  readonly description?: string | undefined;
  readonly audience: 'citizen' | 'officer' | 'kiosk' | 'board';
  readonly sheet: 'citizen.css' | 'officer.css' | 'device.css';
  readonly bodyClass: string;
  readonly islands: readonly string[];
  readonly styles?: readonly string[] | undefined;
  readonly large?: boolean | undefined;
  readonly scheme?: 'light' | 'dark' | undefined;
  readonly refreshSeconds?: number | undefined;
  readonly children: ComponentChildren;
}

/** The colour that browsers put around the page, in the scheme that it is shown in. */
function ThemeColour({ audience, scheme }: Pick<DocumentProps, 'audience' | 'scheme'>) {
  const look = useContext(FrameContext).look;
  if (audience === 'citizen') {
    return <meta name="theme-color" content={look?.contrast ? THEME.contrast : THEME.citizen} />;
  }
  if (audience !== 'officer' || scheme !== undefined) {
    return <meta name="theme-color" content={scheme === 'dark' ? THEME.officerDark : THEME.officerLight} />;
  }
  return (
    <>
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={THEME.officerLight} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={THEME.officerDark} />
    </>
  );
}

/** The document around every page: what the browser is told before the first word. */
export function Document(props: DocumentProps) {
  const look = useContext(FrameContext).look;
  const isCitizen = props.audience === 'citizen';
  return (
    <html
      lang={props.lang}
      data-audience={props.audience}
      data-size={props.large || (isCitizen && look?.large) ? 'large' : undefined}
      data-contrast={isCitizen && look?.contrast ? 'more' : undefined}
      data-scheme={props.scheme}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{props.title}</title>
        {props.description === undefined ? null : <meta name="description" content={props.description} />}
        <link
          rel="preload"
          href={assetUrl('be-vietnam-pro-400.woff2')}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
        <link rel="stylesheet" href={assetUrl(props.sheet)} />
        {props.styles?.map((name) => (
          <link key={name} rel="stylesheet" href={assetUrl(name)} />
        ))}
        <link rel="icon" href={assetUrl('star.svg')} type="image/svg+xml" />
        <ThemeColour audience={props.audience} scheme={props.scheme} />
        {isCitizen ? (
          <>
            <link rel="manifest" href="/ung-dung.webmanifest" />
            <link rel="apple-touch-icon" href={assetUrl('icon-180.png')} />
          </>
        ) : null}
        {props.refreshSeconds ? <meta http-equiv="refresh" content={String(props.refreshSeconds)} /> : null}
        {props.islands.map((name) => (
          <script key={name} type="module" src={assetUrl(name)} />
        ))}
      </head>
      <body class={props.bodyClass}>{props.children}</body>
    </html>
  );
}
