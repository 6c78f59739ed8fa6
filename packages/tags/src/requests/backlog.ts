import type { Job } from './job.ts';

/**
 * The job that makes room where the queue is full: the oldest one of whichever source has most of them waiting, so that
 * a flood drowns only itself. What has begun stays: what was read of it would be lost, and with enough new ones nothing
 * would ever end.
 * @param sources the jobs that wait, by source, each in the order in which they came
 */
export function oldestOfLongest(sources: Iterable<ReadonlySet<Job>>): Job | undefined {
  let length = 0;
  let oldest: Job | undefined;
  for (const jobs of sources) {
    if (jobs.size <= length) continue;
    for (const job of jobs) {
      if (job.begun) continue;
      length = jobs.size;
      oldest = job;
      break;
    }
  }
  return oldest;
}
