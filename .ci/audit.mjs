// Reads the report of `npm audit --json` from standard input: known holes of severity high or more fail, and a registry that cannot be
// asked is said to be one.
let text = '';
for await (const chunk of process.stdin) text += chunk;

const report = (() => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
})();

if (report.auditReportVersion === undefined) {
  const why = report.message ?? report.error?.summary ?? report.error?.code ?? 'no report';
  console.log(`npm audit left out: the registry does not answer it (${String(why).split('\n')[0]}).`);
} else {
  const bad = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    ['high', 'critical'].includes(severity),
  );
  for (const { name, severity, range } of bad)
    console.error(`${name} ${range}: a hole of severity ${severity} is known.`);
  console.log(`npm audit: ${bad.length} packages with holes of severity high or more.`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}
