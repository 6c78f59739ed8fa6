import type { KeysOf, Texts } from '@millwright/editor';
import type english from '../../locales/en-US.json';

export type CertificateTexts = Texts<Extract<KeysOf<typeof english>, `certificates.${string}`>>;

/** A day as short as people write it: it has to fit beside a name. */
export const dayText = (time: number, { locale }: CertificateTexts): string =>
  new Date(time).toLocaleDateString(locale, { dateStyle: 'short' });

/** With the time of the day, where a certificate is read in full. */
export const timeText = (time: number, { locale }: CertificateTexts): string =>
  new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
