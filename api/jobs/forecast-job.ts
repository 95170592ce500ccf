import { mondayOfIsoWeek } from '../../src/time/week.js';
import { centreVersion } from '../db/centre-store.js';
import { forecastVersion } from './forecast-version.js';
import type { AttemptedJob, PlanJobTools } from './plan-job.js';
import { keep, type ReportRequest } from './report-jobs.js';
import { runTask } from './run-task.js';
import { storedHistory } from './stored-history.js';

/** Forecasts the weeks in a worker thread and stores them as a version together with the end of the job. */
export async function runForecastJob(job: AttemptedJob, request: ReportRequest, tools: PlanJobTools): Promise<void> {
  const centre = await centreVersion(tools.store, request.centre, request.centreVersion);
  const history = await storedHistory(tools.store, centre);
  const fromDate = mondayOfIsoWeek(request.week)!;
  const { forecasts } = await runTask(
    { kind: 'forecast', request: { centre, history, fromDate, days: request.weeks * 7, seed: request.seed } },
    tools,
  );
  await keep('forecast-versions', job, request, tools, forecastVersion(centre, history, forecasts, fromDate));
}
