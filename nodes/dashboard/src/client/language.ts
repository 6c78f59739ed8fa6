/** A language that widgets speak. */
export type Language = 'en' | 'de';

/** That of the browser, English where it is another one. */
export const language = (): Language => (navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en');

/** How numbers and times are written: as the browser's own language has it. */
export const locale = (): string => navigator.language;
