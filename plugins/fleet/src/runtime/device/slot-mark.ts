import { boundedText } from '@millwright/schema';
import * as v from 'valibot';

const text = boundedText(1000);
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** One folder of `modules/node_modules`, also of what modules need themselves. */
export const slotModule = v.object({ name: text, version: text, integrity: v.exactOptional(text) });
export type SlotModule = v.InferOutput<typeof slotModule>;

/** `slot.json`: written last and durably. Without it a slot is not complete. */
export const slotMark = v.object({
  format: v.literal(1),
  /** Node-RED's, of the flows in the slot. */
  rev: text,
  release: v.exactOptional(
    v.object({
      name: text,
      version: natural,
      digest: text,
      size: natural,
      floor: v.exactOptional(natural),
    }),
  ),
  /** Whatever else it was made of, so that a complete slot can be told from one that was meant otherwise. */
  made: v.exactOptional(text),
  modules: v.array(slotModule),
  /** What `package.json` of the user directory names of them: what a person may remove or update. */
  dependencies: v.record(text, text),
  /** Of one that was kept: links to folders of somebody's own, as npm makes them, by module. They are not copied. */
  links: v.exactOptional(v.record(text, boundedText(4096))),
  /** Of one that was kept: names of what a release had brought. Of any other all of it is. */
  brought: v.exactOptional(v.array(text)),
  /** Types of nodes that were missing when it was kept as it ran. */
  missing: v.array(text),
  /** Somebody had stopped the flows when it was kept. */
  stopped: v.exactOptional(v.boolean()),
  /** SHA-256 of the files, as they lie there, and of the code in `modules/node_modules`. */
  digests: v.object({ flows: sha256, credentials: sha256, modules: sha256 }),
});
export type SlotMark = v.InferOutput<typeof slotMark>;
