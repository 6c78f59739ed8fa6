import { fingerprintOf, isOneKey, readSigningKey, type Trust, type TrustRole } from '@millwright/release';
import { counted } from '../../terminal/text.ts';
import { row, rows } from '../rows.ts';

const titles: Readonly<Record<TrustRole, string>> = { release: 'Releases', hub: 'Hub' };

/** `3f2a … 9b` with what is new about it. */
function keyTexts(trust: Trust, before: Trust | undefined, role: TrustRole): readonly string[] {
  const { keys, threshold } = trust.roles[role];
  const former = before?.roles[role].keys ?? [];
  const marked = keys.map((key) => {
    const isNew = before !== undefined && !former.includes(key);
    return `${fingerprintOf(readSigningKey(key).keyid)}${isNew ? '  (new)' : ''}`;
  });
  const gone = former
    .filter((key) => !keys.includes(key))
    .map((key) => `${fingerprintOf(readSigningKey(key).keyid)}  (counts no more)`);
  return [`signed by ${threshold} of ${counted(keys.length, 'key')}:`, ...marked, ...gone];
}

/** Who counts, in words. @param before the version that holds now; nothing for the first one */
export function trustText(trust: Trust, before: Trust | undefined, digest: string): readonly string[] {
  const revoked = trust.revoked.filter((keyid) => !before?.revoked.includes(keyid));
  return [
    ...row('Trust', `version ${trust.version}, of ${new Date(trust.created).toISOString()}`),
    ...row('Digest', digest),
    ...rows(titles.release, keyTexts(trust, before, 'release')),
    ...rows(titles.hub, keyTexts(trust, before, 'hub')),
    ...rows(
      'Revoked',
      revoked.map((keyid) => `${fingerprintOf(keyid)}, for ever`),
    ),
    ...(isOneKey(trust)
      ? row('One key', 'the hub can sign releases alone: who takes it over ships what he likes')
      : []),
  ];
}
