import type { Arm } from './arms.ts';
import { plant } from './plant.ts';

export interface Deploy {
  /** Milliseconds from the first byte of the request to the last of the answer. */
  readonly whole: number;
  /** Milliseconds of it outside Node-RED's own function. */
  readonly outside: number;
}

/** Ten thousand nodes. */
export const large = plant();

let deploys = 0;

/** Deploys them, or others, with one changed, after garbage has been collected. */
export async function deployOnce(
  arm: Arm,
  { token, items = large }: { readonly token?: string; readonly items?: typeof large } = {},
): Promise<Deploy> {
  deploys += 1;
  const one = Math.floor(items.length / 2);
  const changed = items.map((item, index) => (index === one ? { ...item, name: `deploy ${deploys}` } : item));
  const body = Buffer.from(JSON.stringify({ flows: changed }));
  const headers = { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': 'nodes' };
  await arm.collect();
  const whole = await arm.time('POST', '/flows', { body, headers, token });
  return { whole, outside: whole - (await arm.applied()) };
}
