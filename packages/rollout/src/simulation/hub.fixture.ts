import type { Desired, Report } from '../index.ts';
import type { KnownRelease } from './effects.fixture.ts';
import type { Happening } from './script.fixture.ts';

type Issue = Extract<Happening, { kind: 'issue' }>;

/** What the hub wants, and what it has heard. */
export class Hub {
  readonly issued: Desired[] = [];
  readonly releases = new Map<string, KnownRelease>();
  readonly known = new Map<string, string>();
  private floor = 0;
  private modules = 'modules-0';

  issue(given: Issue): Desired {
    const number = this.issued.length + 1;
    const before = this.issued.at(-1)?.release;
    this.floor += Math.max(0, given.aboveFloor);
    const fresh = {
      name: 'line',
      version: Math.max(1, this.floor + Math.min(0, given.aboveFloor)),
      digest: `d${number}`,
      size: 1000,
      ...(given.aboveFloor > 0 && { floor: this.floor }),
    };
    const release = given.again && before ? before : fresh;
    // Of a release that is wanted again the values may be what was mended.
    const values = given.environment ? `SITE_${number}` : undefined;
    if (given.modules) this.modules = `modules-${number}`;
    const { behaviour } = given;
    if (release === fresh) this.releases.set(fresh.digest, { behaviour, modules: this.modules });
    const desired: Desired = {
      job: `job-${number}`,
      counter: number,
      digest: `document-${number}`,
      hub: 'hub-key',
      drift: given.drift,
      window: { kind: 'always' },
      ...(!given.withoutRelease && { release }),
      environment: values === undefined ? [] : [{ name: values, value: 'north' }],
      ...(values !== undefined && { values }),
    };
    this.issued.push(desired);
    return desired;
  }

  /** @returns the jobs whose outcomes it has heard */
  hear({ outcomes }: Report): readonly string[] {
    for (const { job, result } of outcomes) this.known.set(job, result);
    return outcomes.map(({ job }) => job);
  }
}
