/** A language that widgets speak. */
export type Language = 'en' | 'de';

/**
 * The first that somebody prefers of those that widgets speak, else English. Words, numbers and times are written in it.
 * @param languages what a browser prefers, such as `['de-AT', 'en']`
 */
export const localeOf = (languages: readonly string[]): string =>
  languages.find((language) => /^(de|en)\b/i.test(language)) ?? 'en-US';

export const languageOf = (locale: string): Language => (/^de\b/i.test(locale) ? 'de' : 'en');

/** That of this browser. */
export const locale = (): string => localeOf(navigator.languages);
export const language = (): Language => languageOf(locale());
