/**
 * How to come by a token, in lines to read and to type. The password goes through a pipe, so that neither the list of
 * processes nor the shell's history has it.
 */
export function tokenHelp(base: URL, permission: string): readonly string[] {
  const address = `${base.href}auth/token`.replaceAll("'", '%27');
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
