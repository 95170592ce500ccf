import { issueList } from '../centre/issue-list.js';
import { checkSchema } from '../centre/schema-check.js';
import type { JsonSource } from '../centre/source.js';
import type { Checked, Issue } from '../errors.js';
import { tryScenario } from './apply.js';
import { type Scenario, ScenarioFileSchema } from './schema.js';
import type { ScenarioState } from './state.js';

/**
 * Reads a scenarios file and tries every scenario on the centre, so that all problems are named before anything is planned.
 * @param state the centre; forecasts may be empty ones (`emptyForecast`) of the queues that will have one
 * @param taken names that are in use already
 */
export function readScenarios(
  source: JsonSource,
  state: ScenarioState,
  taken: Iterable<string> = [],
): Checked<readonly Scenario[]> {
  const problems = issueList();
  checkSchema(ScenarioFileSchema, source, problems);
  if (problems.issues.length > 0) return { ok: false, issues: problems.issues };
  const { scenarios } = source.value as { readonly scenarios: readonly Scenario[] };
  const seen = new Set<string>(taken);
  const issues: Issue[] = [];
  scenarios.forEach((scenario, i) => {
    if (seen.has(scenario.name))
      problems.at(
        source,
        ['scenarios', i, 'name'],
        'name-duplicate',
        `"${scenario.name}" is the name of another scenario.`,
        'Give each a different name.',
      );
    seen.add(scenario.name);
    issues.push(...tryScenario(scenario, state, source, ['scenarios', i]).issues);
  });
  issues.push(...problems.issues);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: scenarios, issues };
}
