const HOUSE = '^(cli|compositor|db|engine|overlays|config)/';
const TESTS = '\\.(test|contract|bench|e2e)\\.tsx?$';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule(
      'domain-is-pure',
      { path: '^engine/domain/', pathNot: TESTS },
      { pathNot: '^engine/domain/' },
    ),
    rule(
      'ports-know-only-the-domain',
      { path: '^engine/ports/' },
      { pathNot: '^engine/(domain|ports)/' },
    ),
    rule(
      'app-never-sees-an-adapter',
      { path: '^engine/app/', pathNot: TESTS },
      { pathNot: '^engine/(domain|ports|app)/' },
    ),
    rule(
      'adapters-are-strangers',
      { path: '^(db|compositor|overlays)/' },
      { path: HOUSE, pathNot: '^(engine/(domain|ports|testing)|config|$1)/' },
    ),
    rule(
      'engine-adapters-are-strangers',
      { path: '^engine/adapters/([^/]+)/' },
      {
        path: HOUSE,
        pathNot: '^(engine/(domain|ports|app|testing)|config|engine/adapters/$1)/',
      },
    ),
    rule(
      'overlays-run-in-a-browser',
      { path: '^overlays/', pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    rule('only-the-cli-wires', { pathNot: '^(cli|examples)/' }, { path: '^cli/' }),
    rule(
      'only-the-wire-sees-adapters',
      { path: '^cli/', pathNot: '^cli/wire[a-z-]*\\.ts$' },
      { path: '^(db|compositor|overlays)/|^engine/adapters/' },
    ),
    rule(
      'config-is-a-leaf',
      { path: '^config/' },
      { path: HOUSE, pathNot: '^(config|engine/domain)/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules|\\.tools)/' },
  },
};
