import type { Told } from '@millwright/editor';
import * as v from 'valibot';
import { type AboutWhat, type RefusalReason, refusalReason } from '../../common/decisions.ts';
import { accessErrors } from '../../common/errors.ts';
import type { AccessTexts } from '../texts.ts';
import { actionText } from './action-words.ts';
import { aboutText } from './place-words.ts';
import { causeText, grantorsText } from './reason-words.ts';

/** The details of `access.denied`. */
export const deniedDetails = v.object({
  reasons: v.pipe(v.array(refusalReason), v.minLength(1)),
  more: v.number(),
  roles: v.array(v.string()),
  owners: v.array(v.string()),
});

/** Enough to know what to do about it. */
const mostNamed = 3;

/**
 * A refusal in sentences: `You can’t deploy tab “Oven 3”: the rule “Night shift” of the role line denies it. Nothing was
 * changed. Roles that may: owner.` Undefined for every other code.
 */
export function refusalSentence({ code, details }: Told, texts: AccessTexts): string | undefined {
  if (code !== accessErrors.denied.code) return undefined;
  const parsed = v.safeParse(deniedDetails, details);
  if (!parsed.success) return undefined;
  const { reasons, more, ...grantors } = parsed.output;
  const edits = reasons.filter(isEdit);
  const others = reasons.filter((reason) => !isEdit(reason));
  const sentences = [
    sentence('refusal.other', lines(others, texts), { more: edits.length === 0 ? more : 0, texts }),
    sentence('refusal.deploy', lines(edits, texts), { more, texts }),
    texts('refusal.unchanged'),
    grantorsText(grantors, texts),
  ];
  return sentences.filter((each) => each !== undefined).join(' ');
}

const isEdit = ({ action }: RefusalReason): boolean =>
  action === 'flow.edit' || action === 'credential.write';

function sentence(
  key: 'refusal.deploy' | 'refusal.other',
  all: readonly string[],
  { more, texts }: { readonly more: number; readonly texts: AccessTexts },
): string | undefined {
  if (all.length === 0) return undefined;
  const named = all.slice(0, mostNamed);
  const left = all.length - named.length + more;
  const counted = left > 0 ? [texts.counted('refusal.more', left)] : [];
  return texts(key, { reasons: [...named, ...counted].join(texts('refusal.and')) });
}

/** A line for each place and cause: of one thing it names that, of several the place. */
function lines(reasons: readonly RefusalReason[], texts: AccessTexts): readonly string[] {
  const groups = Map.groupBy(reasons, (reason) => {
    const { place, because } = reason.about;
    return JSON.stringify([reason.action, place, because, causeText(reason, texts)]);
  });
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const items = new Set(group.map(({ about }) => about.id));
    const what = whatText(first, items.size > 1, texts);
    return [texts('refusal.reason', { what, cause: causeText(first, texts) })];
  });
}

function whatText({ action, about }: RefusalReason, several: boolean, texts: AccessTexts): string {
  if (action === 'flow.edit') return placedText(about, several, texts);
  if (action === 'credential.write')
    return texts('refusal.credentials', { what: placedText(about, several, texts) });
  const plain = actionText(action, texts);
  if (about.kind === 'instance') return plain;
  return texts('refusal.otherWhat', { action: plain, about: placedText(about, several, texts) });
}

function placedText(about: AboutWhat, several: boolean, texts: AccessTexts): string {
  const { place, because } = about;
  if (because === 'everywhere') return texts('refusal.everywhere');
  if (!place || (place.kind === about.kind && place.id === about.id)) return aboutText(about, texts);
  const where = aboutText(place, texts);
  if (several && because === undefined) return where;
  return texts(because === undefined ? 'refusal.on' : `refusal.${because}`, {
    what: aboutText(about, texts),
    place: where,
  });
}
