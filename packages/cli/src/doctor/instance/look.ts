import { doorStatusSchema, isCodedError } from '@millwright/schema';
import * as v from 'valibot';
import { cliErrors } from '../../errors.ts';
import { ask, type Instance } from '../../instance/ask.ts';
import { tokenHelp } from '../../instance/token-help.ts';
import { plain } from '../../terminal/text.ts';
import { type Finding, type Place, works } from '../finding.ts';
import { logInFinding, statusFindings } from './findings.ts';
import { settingsSchema } from './settings.ts';

const permission = 'settings.read';

async function askFor<Schema extends v.GenericSchema>(
  instance: Instance,
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answer = v.safeParse(schema, await ask(instance, path, permission));
  if (answer.success) return answer.output;
  const where = plain(v.getDotPath(answer.issues[0]) ?? 'the whole');
  throw cliErrors.unknownAnswer({
    url: new URL(path, instance.base).href,
    reason: `${where} is not as expected`,
  });
}

/** Asks a running Node-RED what there is to know of it. Never throws: what fails is the place's problem. */
export async function lookAtInstance(instance: Instance, now: Date): Promise<Place> {
  const { base } = instance;
  const findings: Finding[] = [];
  const place = { kind: 'instance', name: base.href, findings } as const;
  try {
    const settings = await askFor(instance, 'settings', settingsSchema);
    findings.push(works('node-red', `Node-RED ${settings.version} answers`), logInFinding(settings));
    const status = await askFor(instance, 'millwright/door/status', doorStatusSchema).catch((error) => {
      // Node-RED is there, so what is missing is Millwright.
      throw cliErrors.notFound.is(error)
        ? cliErrors.noMillwright({ url: new URL('millwright/door/status', base).href }, { cause: error })
        : error;
    });
    findings.push(...statusFindings(status, now));
    return place;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const wantsToken = cliErrors.logInNeeded.is(error) || cliErrors.tokenRefused.is(error);
    return {
      ...place,
      problem: error.toJSON(),
      ...(wantsToken ? { help: tokenHelp(base, permission) } : {}),
    };
  }
}
