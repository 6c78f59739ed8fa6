import type { Label } from '../../../common/fields.ts';
import { enrol, type Member, makeCode, noon } from './member.fixture.ts';
import type { OpenedStore } from './store.fixture.ts';
import type { Wish } from './wishes.ts';

export const second = 1000;
export const jobs = {
  first: 'job-0000-0000-0001',
  second: 'job-0000-0000-0002',
  third: 'job-0000-0000-0003',
  fourth: 'job-0000-0000-0004',
};
export const release = { name: 'line', version: 3 };

/** What is wanted of a device first, or after a counter. */
export const wish = (device: string, after: number, more: Partial<Wish> = {}): Wish => ({
  device,
  after,
  counter: after + 1,
  job: jobs.first,
  release,
  desired: `desired ${after + 1}`,
  ...more,
});

export const outcome = (more: object = {}) => ({
  job: jobs.first,
  result: 'committed',
  release: { ...release, digest: 'ab'.repeat(32) },
  time: noon,
  ...more,
});

/** Devices of the store of a test. */
export function membersOf(opened: () => OpenedStore) {
  const enrolled = async (id = 'oven-1', labels: Label[] = []): Promise<Member> => {
    const { store } = opened();
    const code = makeCode({ labels });
    await store.addCode(code, noon);
    return enrol(store, id, { code });
  };
  return {
    enrolled,
    /** One whose words somebody has compared. */
    async confirmed(id = 'oven-1'): Promise<Member> {
      const member = await enrolled(id);
      await opened().store.confirmDevice({ device: id, by: 'ana', time: noon });
      return member;
    },
    stateOf: async (id = 'oven-1') => (await opened().store.findDevice(id))?.state,
    /** Takes what a device reports. */
    take: (member: Member, more: Parameters<Member['report']>[0] = {}, now = noon) =>
      opened().store.takeReport({ device: member.id, envelope: member.report(more), now }),
  };
}
