import type { CodedError } from '@millwright/schema';
import { cliErrors } from '../errors.ts';

/**
 * How to come by a token, in lines to read and to type. The password goes through a pipe, so that neither the list of
 * processes nor the shell's history has it.
 *
 * @param base the admin side, ending with a slash
 */
export function tokenHelp(base: string, permission: string): readonly string[] {
  const address = `${base}auth/token`.replaceAll("'", '%27');
  return [
    'After `node-red admin login` a token is in ~/.node-red/.cli-config.json. Or:',
    '  read -rs PASSWORD',
    '  printf %s "$PASSWORD" | curl -s --data-urlencode password@- \\',
    '    -d client_id=node-red-admin -d grant_type=password \\',
    `    -d scope=${permission} -d username=NAME \\`,
    `    '${address}'`,
    '  export MILLWRIGHT_TOKEN=...   the access_token of the answer',
  ];
}

/** The same for the error that says that a token is missing or not accepted; nothing for any other. */
export function helpWithToken(error: CodedError): readonly string[] {
  if (!cliErrors.logInNeeded.is(error) && !cliErrors.tokenRefused.is(error)) return [];
  const { base, permission } = error.details as { base: string; permission: string };
  return tokenHelp(base, permission);
}
