import { isDeeperThan, maxNesting } from '@millwright/schema';
import { releaseErrors } from '../errors.ts';

/** The text of flows as Node-RED stores them. @throws `release.flows-invalid` */
export function readFlows(text: string): readonly unknown[] {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    throw releaseErrors.flowsInvalid({ reason: 'the text is no JSON' });
  }
  const areItems = Array.isArray(items) && items.every((item) => typeof item === 'object' && item !== null);
  if (!areItems) throw releaseErrors.flowsInvalid({ reason: 'it is no list of objects' });
  if (isDeeperThan(items, maxNesting)) throw releaseErrors.flowsInvalid({ reason: 'it is nested too deep' });
  return items as readonly unknown[];
}
