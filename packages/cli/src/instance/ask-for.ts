import * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';
import { ask, type Instance, type Question } from './ask.ts';

/**
 * Asks, and checks that the answer has what the command reads of it.
 *
 * @throws `cli.unknown-answer`, and what {@link ask} throws
 */
export async function askFor<Schema extends v.GenericSchema>(
  instance: Instance,
  question: Question,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answer = v.safeParse(schema, await ask(instance, question));
  if (answer.success) return answer.output;
  const where = plain(v.getDotPath(answer.issues[0]) ?? 'the whole');
  throw cliErrors.unknownAnswer({
    url: plain(new URL(question.path, instance.base).href),
    reason: `${where} is not as expected`,
  });
}
