import * as v from 'valibot';
import { parseJson } from './json.ts';
import { notify } from './notify.ts';
import { jQuery, red, textAsHtml } from './red.ts';
import { editorLocale, fill, type TextFinder } from './text.ts';
import { type Told, textAmong } from './told.ts';
import { words } from './words.ts';

/** An answer of ours to a request of Node-RED's own; its codes have a dot, Node-RED's have none. */
const refusal = v.object({
  code: v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/)),
  message: v.pipe(v.string(), v.maxLength(2000)),
  details: v.optional(v.looseObject({})),
});

/**
 * What the editor does with the answer to a request that failed:
 * - `text`: shows all of it
 * - `message`: shows `message`, out of the text or out of jQuery's reading of it
 * - `nothing`: shows a message of its own that says nothing of the reason, or none at all
 */
export type Shown = 'text' | 'message' | 'nothing';

const requests: readonly (readonly [method: RegExp, path: RegExp, shown: Shown])[] = [
  [/^POST$/, /^flows$/, 'text'],
  [/^POST$/, /^library\//, 'text'],
  [/^POST$/, /^flows\/state$/, 'message'],
  [/^(POST|PUT|DELETE)$/, /^nodes(\/|$)/, 'message'],
  [/^POST$/, /^(inject|debug)\//, 'nothing'],
  [/^DELETE$/, /^context\//, 'nothing'],
  [/^(POST|PUT|DELETE)$/, /^projects(\/|$)/, 'nothing'],
];

/**
 * How the editor shows that a request failed; undefined for requests that are not its own.
 *
 * @param url relative to the admin root, as the editor writes it
 */
export function shownBy(method: string, url: string): Shown | undefined {
  const path = url.replace(/[?#].*$/, '');
  return requests.find(([ofMethod, ofPath]) => ofMethod.test(method) && ofPath.test(path))?.[2];
}

/** Reads an answer of ours; undefined for what Node-RED itself or a proxy answers. */
export function readRefusal(text: string | undefined): Told | undefined {
  const parsed = v.safeParse(refusal, parseJson(text ?? ''));
  return parsed.success ? parsed.output : undefined;
}

/**
 * A sentence for the places where the editor takes HTML and looks for places to fill and texts to nest
 * (`__name__`, `$t(…)`): none of that is left in it.
 */
export function sentenceAsHtml(text: string): string {
  return textAsHtml(text).replaceAll('_', '&#95;').replaceAll('$', '&#36;');
}

/**
 * Lets the editor show in words why the server refused one of its own requests: it would show JSON, or no reason.
 * jQuery cannot forget a filter, so there is one for each page.
 *
 * @param texts where the words for a code are looked for
 * @param active whether any package of ours still runs in this page
 */
export function tellRefusals(texts: ReadonlySet<TextFinder>, active: () => boolean): void {
  jQuery().ajaxPrefilter((options, _given, request) => {
    const shown = active() ? shownBy((options.type ?? 'GET').toUpperCase(), options.url ?? '') : undefined;
    if (shown === undefined) return;
    const locale = editorLocale();
    const textOf = (told: Told): string => textAmong(told, texts, locale);
    const codeOf = ({ code }: Told): string => fill(words().errorCode, { code }, locale);
    if (shown === 'nothing') {
      tellInstead(options, request, (told) =>
        notify({ id: `millwright-${told.code}`, kind: 'error', text: textOf(told), hint: codeOf(told) }),
      );
      return;
    }
    // A filter comes before the editor adds its own handlers, so this runs first.
    request.fail(() => {
      const told = readRefusal(request.responseText);
      if (!told) return;
      if (options.url === 'flows') red().events.emit(refusedDeploy, told);
      const message = sentenceAsHtml(`${textOf(told)} (${codeOf(told)})`);
      const answer = { ...told, message };
      Object.assign(request, {
        responseText: shown === 'text' ? message : JSON.stringify(answer),
        ...(request.responseJSON === undefined ? {} : { responseJSON: answer }),
      });
    });
  });
}

const refusedDeploy = 'millwright:refused-deploy';

/** Calls back when a deploy of this editor was refused by one of our packages, with its answer. */
export function onRefusedDeploy(listener: (told: Told) => void): () => void {
  const receive = (told: unknown): void => listener(told as Told);
  red().events.on(refusedDeploy, receive);
  return () => red().events.off(refusedDeploy, receive);
}

/** Tells of a refusal in place of the handler that came with the request; every other failure is left to that. */
function tellInstead(options: JQuery.AjaxSettings, request: JQuery.jqXHR, tell: (told: Told) => void): void {
  const own = options.error;
  delete options.error;
  request.fail((...failure) => {
    const told = readRefusal(request.responseText);
    if (told) {
      tell(told);
      return;
    }
    for (const handler of [own ?? []].flat()) handler.apply(options.context ?? options, failure as never);
  });
}
