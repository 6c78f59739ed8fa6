import { readFileSync } from 'node:fs';
import { textsFrom } from '@millwright/editor';
import type { FleetTexts } from './texts.ts';

type Catalogue = { readonly [name: string]: string | Catalogue };

/** The real texts of a language, without an editor. */
export function textsOf(language: 'en-US' | 'de'): FleetTexts {
  const file = new URL(`../locales/${language}.json`, import.meta.url);
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  const lookUp = (key: string): string | undefined => {
    let found: string | Catalogue | undefined = catalogue;
    for (const name of key.split('.')) found = typeof found === 'object' ? found[name] : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  return textsFrom(lookUp, language) as FleetTexts;
}
