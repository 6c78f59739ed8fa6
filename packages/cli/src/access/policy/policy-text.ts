import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '@millwright/access';
import { localMinute } from '../../history/moments.ts';
import { columns, plain, wrap } from '../../terminal/text.ts';
import type { CurrentPolicy, PolicyRevision, Simulation } from '../answers.ts';
import { aboutText } from '../words.ts';

/** So many of each are named. */
const mostNamed = 20;

type Part = Pick<Policy, 'roles' | 'bindings'>;

/** What two lists of things by name differ in, each as a line. */
function differences(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    if (!after.has(name)) return [`- ${name}`];
    if (!before.has(name)) return [`+ ${name}`];
    return isDeepStrictEqual(before.get(name), after.get(name)) ? [] : [`~ ${name}`];
  });
}

function namedIn({ roles, bindings }: Part): ReadonlyMap<string, unknown> {
  const who = (binding: Policy['bindings'][number]): string =>
    binding.subject.kind === 'user' ? binding.subject.name : binding.subject.kind;
  return new Map<string, unknown>([
    ...roles.map((role) => [`role ${role.name}`, role] as const),
    ...bindings.map((binding) => [`${who(binding)} has the role ${binding.role}`, binding.subject] as const),
  ]);
}

function lines(all: readonly string[]): readonly string[] {
  const rest = all.length - mostNamed;
  return [...all.slice(0, mostNamed), ...(rest > 0 ? [`and ${rest} more`] : [])].map(
    (line) => `  ${plain(line)}`,
  );
}

/** What is another in the new rules, role by role and person by person. */
export function changesText(before: Part, after: Part): readonly string[] {
  return ['What changes', ...lines(differences(namedIn(before), namedIn(after)))];
}

/** Which of the last decisions would have been others. */
export function simulationText({ decisions, changes }: Simulation): readonly string[] {
  if (decisions === 0) return ['Nothing was decided yet that the new rules could be tried on.'];
  if (changes.length === 0) return [`Of the last ${decisions} decisions none would be another.`];
  const rows = changes.map(({ decision: { subject, action, about, allowed }, allowed: then }) => {
    const who = subject.name ?? subject.kind;
    const words = (yes: boolean): string => (yes ? 'allowed' : 'refused');
    return `${who}, ${action} on ${aboutText(about)}: ${words(allowed)} → ${words(then)}`;
  });
  return [`Of the last ${decisions} decisions ${changes.length} would be others`, ...lines(rows)];
}

/** What holds now, and until when. */
export function holdsText({ revision, pending }: CurrentPolicy): string {
  const waits = pending
    ? ` They go back to revision ${pending.revertsTo} at ${localMinute(pending.revertsAt)}, unless \`millwright access confirm\` is given before.`
    : '';
  return wrap(`The rules of revision ${revision} hold.${waits}`, columns)
    .map((line) => `${line}\n`)
    .join('');
}

/** One line per revision. */
export function revisionsText(revisions: readonly PolicyRevision[]): string {
  const width = Math.max(0, ...revisions.map(({ revision }) => String(revision).length));
  return revisions
    .map(({ revision, time, by, note, revertedTo }) => {
      const back = revertedTo === undefined ? '' : `  as revision ${revertedTo}`;
      const why = note === undefined ? '' : `  “${note}”`;
      return `${String(revision).padStart(width)}  ${localMinute(time)}  ${plain(`${by ?? 'Node-RED'}${back}${why}`)}\n`;
    })
    .join('');
}
