/** Languages of the screens. Vietnamese is complete; English falls back to Vietnamese where it is missing. */
export const LANGS = ['vi', 'en'] as const;
export type Lang = (typeof LANGS)[number];

export interface Message {
  readonly vi: string;
  readonly en?: string;
}

type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

type Params<Text extends string> = [ParamNames<Text>] extends [never]
  ? []
  : [params: Record<ParamNames<Text>, string | number>];

export type Messages = Readonly<Record<string, Message>>;

/** Looks a text up and fills its `{name}` holes. */
export type Translate<M extends Messages> = <K extends keyof M>(
  key: K,
  ...params: Params<M[K]['vi']>
) => string;

/**
 * Declares a module's texts. The names of the holes are checked by the compiler:
 * `const t = messages(lang); t('greeting', { name })`.
 */
export function defineMessages<const M extends Messages>(messages: M): (lang: Lang) => Translate<M> {
  return (lang) =>
    (key, ...rest) => {
      const message = messages[key];
      const text = message?.[lang] ?? message?.vi ?? String(key);
      const params: Record<string, string | number> = rest[0] ?? {};
      return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
    };
}
