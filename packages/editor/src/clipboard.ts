import { red } from './red.ts';

/** Copies a text, also without HTTPS. @returns whether it could be copied */
export function copyText(text: string): boolean {
  return red().clipboard.copyText(text);
}
