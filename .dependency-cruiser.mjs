/** The floors of the building (docs/conventions.md): what may import what. Checked by `npm run arch` and by `npm test`. */

const FLOORS = [
  ['identity', 'agencies', 'audit', 'calendar'],
  ['procedures', 'documents', 'equipment', 'carriers'],
  ['duties', 'processes', 'announcements', 'forms'],
  ['dossiers', 'mirror'],
  [
    'queue',
    'payments',
    'feedback',
    'reports',
    'national-portal',
    'signing',
    'national-list',
    'preparations',
    'follow',
    'petitions',
    'post',
  ],
  ['oversight', 'notices'],
];

const TEST = '\\.test\\.tsx?$|/testing/|/testing\\.tsx?$';

/** A module imports only modules of its own floor or below. */
const floors = FLOORS.flatMap((names, floor) => {
  const above = FLOORS.slice(floor + 1).flat();
  return above.length === 0
    ? []
    : [
        {
          name: `floor-${floor + 1}-looks-down-only`,
          severity: 'error',
          from: { path: `^src/modules/(${names.join('|')})/`, pathNot: TEST },
          to: { path: `^src/modules/(${above.join('|')})/` },
        },
      ];
});

export default {
  forbidden: [
    ...floors,
    {
      name: 'ground-floor-knows-no-module',
      severity: 'error',
      from: { path: '^src/(platform|integrations|ui)/', pathNot: TEST },
      to: { path: '^src/(modules|cli)/' },
    },
    {
      name: 'modules-meet-at-commands-queries-schema',
      comment: 'Another module is reached only through commands, queries, schema, policy and pure rules.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: TEST },
      to: {
        path: '^src/modules/[^/]+/',
        pathNot: [
          '^src/modules/$1/',
          '^src/modules/[^/]+/(commands/|queries[./]|schema[./]|policy\\.ts|rules[./]|events\\.ts)',
        ],
      },
    },
    {
      name: 'rules-are-pure',
      comment:
        'No clock, no database, no request: rules import schemas, rules, messages and a few pure helpers only.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/(rules/|rules\\.ts)', pathNot: TEST },
      to: {
        path: '^(src|node_modules|node:)',
        pathNot: [
          '^src/modules/[^/]+/(rules/|rules\\.ts|schema|messages[^/]*\\.ts|events\\.ts)',
          '^src/platform/(i18n|time|actor|errors|policy|id|vietnamese|circuit|random|question-view|lists)\\.ts$',
          '^src/platform/speech/',
          // Hours and lengths of messages: pure, and beside the carriers that they belong to.
          '^src/integrations/(allowed-hours|sms/(text|number))\\.ts$',
          'node_modules/(zod|minisearch)/',
          '^node:crypto$|^crypto$',
        ],
      },
    },
    {
      name: 'schemas-are-plain',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/schema', pathNot: TEST },
      to: { path: '^src/(platform/(db|http|jobs|live)|modules/[^/]+/(repo|commands|queries|pages|api))' },
    },
    {
      name: 'sql-lives-in-repo-and-queries',
      comment: 'Pages, islands, API and CLI go through commands and queries.',
      severity: 'error',
      from: { path: '^src/(modules/[^/]+/(pages|islands)/|modules/[^/]+/api)', pathNot: TEST },
      to: { path: '^src/modules/[^/]+/repo|node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-know-no-screen',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/(commands|repo|queries|rules|schema|policy|jobs)', pathNot: TEST },
      to: { path: '^src/modules/[^/]+/(pages|islands|api)|^src/ui/(?!assets)' },
    },
    {
      name: 'islands-run-in-the-browser',
      severity: 'error',
      from: { path: '/islands/', pathNot: TEST },
      to: {
        path: '^src/platform/(db|http|jobs|live|pdf|print|storage)|^src/modules/[^/]+/(repo|commands|queries)|^node:',
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
