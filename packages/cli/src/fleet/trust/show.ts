import { digestOf, readEnvelopeOf, trustChainText, trustDocument } from '@millwright/release';
import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { commonOptions, instanceFrom } from '../../instance/common.ts';
import { jsonText, plain } from '../../terminal/text.ts';
import { trustAnswer } from '../answers.ts';
import { askFleet, permissions } from '../instance.ts';
import { writeNewText } from '../new-file.ts';
import { trustText } from './trust-text.ts';

const usage = `millwright fleet trust show [options]

Says which keys count for the devices of a hub, and what waits for a signature.

  --output <file>   keeps all versions of the trust in a file, with which
                    \`millwright fleet show\` checks a release offline
  --url <address>   the hub, see \`millwright help fleet\`
  --json            results for programs

Permission: millwright.fleet.read
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments('fleet trust show', {
    args: [...args],
    options: { ...commonOptions, output: { type: 'string' } },
  });
  const { output } = surroundings;
  const question = { path: 'hub/trust', permission: permissions.read };
  const answer = await askFleet(instanceFrom(values.url, surroundings), question, trustAnswer);
  const last = answer.chain.at(-1);
  if (values.output !== undefined) {
    if (last === undefined)
      throw cliErrors.trustUnreadable({ path: plain(values.output), reason: 'no trust holds yet' });
    await writeNewText(values.output, trustChainText(answer.chain));
  }
  if (values.json) {
    output.write(jsonText({ format: 1, ...answer }));
    return exitCodes.well;
  }
  const envelopes = [last, answer.draft].flatMap((each) => each ?? []);
  const trusts = envelopes.map((each) => {
    const { payload } = readEnvelopeOf(trustDocument, each);
    return { trust: trustDocument.decode(payload), digest: digestOf(payload) };
  });
  const sections = trusts.map(({ trust, digest }, at) =>
    trustText(trust, trusts[at - 1]?.trust, digest).join('\n'),
  );
  const waits =
    answer.draft === undefined ? '' : '\nThe last one waits for a signature: `millwright fleet trust sign`\n';
  output.write(sections.length === 0 ? 'No trust is there yet.\n' : `${sections.join('\n\n')}\n${waits}`);
  return exitCodes.well;
}

export const show: Action = { name: 'show', summary: 'says which keys count', usage, run };
