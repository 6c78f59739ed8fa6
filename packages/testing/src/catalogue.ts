import { readFileSync } from 'node:fs';

type Catalogue = { readonly [name: string]: string | Catalogue };

/**
 * Looks up the real texts of a language, as an editor does: `connections.phase.online` is three names deep.
 *
 * @param folder the `locales` of a package, with a slash at its end
 */
export function catalogueOf(folder: URL, language: 'en-US' | 'de'): (key: string) => string | undefined {
  const catalogue = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Catalogue;
  return (key) => {
    let found: string | Catalogue | undefined = catalogue;
    for (const name of key.split('.')) found = typeof found === 'object' ? found[name] : undefined;
    return typeof found === 'string' ? found : undefined;
  };
}
