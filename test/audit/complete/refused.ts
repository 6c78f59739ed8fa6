import type { AccessInstance } from '../../access/access.ts';

/** Somebody whose log-in permits everything, and whom the rules refuse all that they can refuse. */
export async function tokenOfRefused(access: AccessInstance): Promise<string> {
  await access.changePolicy((policy) => ({
    ...policy,
    roles: [
      ...policy.roles,
      {
        name: 'almost',
        rules: [
          {
            name: 'With a long reason',
            effect: 'allow',
            actions: ['*'],
            when: [{ kind: 'reason', minLength: 200 }],
          },
        ],
      },
    ],
  }));
  await access.addPerson('refused', ['almost']);
  return access.token('refused');
}
