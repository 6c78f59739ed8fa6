import { defineErrors, formatProblem, type Problem } from '@millwright/schema';

const maxProblemsInMessage = 3;

export const policyErrors = defineErrors('policy', {
  invalid: {
    status: 400,
    family: 'caller',
    message: (details: {
      /** Where each is, from the root of the policy: `roles[2].rules[0].when[0].zone`. No more than 100. */
      readonly problems: readonly Problem[];
    }) =>
      `The rules are not valid: ${details.problems.slice(0, maxProblemsInMessage).map(formatProblem).join('; ')}${details.problems.length > maxProblemsInMessage ? ' …' : ''}`,
  },
});
