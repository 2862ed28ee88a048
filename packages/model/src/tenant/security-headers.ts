import * as Type from 'typebox';
import { closed, dictionary, nullable, text } from '../schema.js';

const url = (description: string) => text(description, { maxLength: 2048 });
const enabled = Type.Boolean({ description: 'Whether the header is sent' });

const policy = closed(
  Type.Partial(
    Type.Object({
      mode: Type.Enum(['enforcing', 'reporting'], { description: 'Whether the policy is enforced' }),
      directives: dictionary<string[]>(
        Type.Array(url('Source'), { maxItems: 100, description: 'Sources of the directive' }),
        { maxProperties: 30, description: 'Directives' },
      ),
      flags: Type.Array(Type.Enum(['upgrade-insecure-requests', 'block-all-mixed-content']), {
        maxItems: 2,
        description: 'Directives without a value',
      }),
      reporting: nullable(
        closed(
          Type.Partial(
            Type.Object({ report_uri: url('Where to report'), report_to_group: text('Group to report to') }),
          ).properties,
          { description: 'Where violations are reported' },
        ),
      ),
    }),
  ).properties,
  { description: 'A policy' },
);

const reporting = closed(
  Type.Partial(
    Type.Object({
      report_to: nullable(
        closed(
          Type.Partial(
            Type.Object({
              group: text('Name of the group'),
              max_age: Type.Integer({ description: 'Seconds for which it is remembered' }),
              endpoints: Type.Array(closed({ url: Type.Optional(url('Address')) }), {
                maxItems: 100,
                description: 'Endpoints',
              }),
            }),
          ).properties,
          { description: 'The header Report-To' },
        ),
      ),
      reporting_endpoints: dictionary<string>(url('Address'), {
        maxProperties: 100,
        description: 'The header Reporting-Endpoints',
      }),
    }),
  ).properties,
  { description: 'Where reports go' },
);

/** `security_headers` of a tenant. management-api.md 7 */
export const SecurityHeaders = closed(
  Type.Partial(
    Type.Object({
      content_security_policy: nullable(
        closed(
          Type.Partial(
            Type.Object({
              enabled,
              policies: Type.Array(policy, { maxItems: 20, description: 'Policies' }),
              reporting_infrastructure: nullable(reporting),
            }),
          ).properties,
          { description: 'Content security policy' },
        ),
      ),
      x_xss_protection: nullable(
        closed(
          Type.Partial(
            Type.Object({
              enabled,
              mode: Type.Enum(['block'], { description: 'What the browser does' }),
              report_uri: url('Where to report'),
            }),
          ).properties,
          { description: 'The header X-XSS-Protection' },
        ),
      ),
    }),
  ).properties,
  { description: 'Headers of the login pages' },
);
