import { doorStatusSchema, isCodedError } from '@millwright/schema';
import { cliErrors } from '../../errors.ts';
import type { Instance } from '../../instance/ask.ts';
import { askFor } from '../../instance/ask-for.ts';
import { helpWithToken } from '../../instance/token-help.ts';
import { type Finding, type Place, works } from '../finding.ts';
import { logInFinding, statusFindings } from './findings.ts';
import { settingsSchema } from './settings.ts';

const permission = 'settings.read';

/** Asks a running Node-RED what there is to know of it. Never throws: what fails is the place's problem. */
export async function lookAtInstance(instance: Instance, now: Date): Promise<Place> {
  const { base } = instance;
  const findings: Finding[] = [];
  const place = { kind: 'instance', name: base.href, findings } as const;
  try {
    const settings = await askFor(instance, { path: 'settings', permission }, settingsSchema);
    findings.push(works('node-red', `Node-RED ${settings.version} answers`), logInFinding(settings));
    const status = await askFor(
      instance,
      { path: 'millwright/door/status', permission },
      doorStatusSchema,
    ).catch((error) => {
      // Node-RED is there, so what is missing is Millwright.
      throw cliErrors.notFound.is(error)
        ? cliErrors.noMillwright({ url: new URL('millwright/door/status', base).href }, { cause: error })
        : error;
    });
    findings.push(...statusFindings(status, now));
    return place;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const help = helpWithToken(error);
    return { ...place, problem: error.toJSON(), ...(help.length > 0 ? { help } : {}) };
  }
}
