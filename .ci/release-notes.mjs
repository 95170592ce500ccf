// Makes the notes of a release from CHANGELOG.md and signs them: usage: npm run release:notes -- OUT.md [--key SSH_KEY] [FILE …]
// The notes name the version, the commit, the SHA-256 of package-lock.json and of each FILE (the packed package). The signature is
// OUT.md.sig; README of api/deploy says how it is checked.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
const [out, ...files] = positionals;
if (out === undefined) {
  console.error('usage: npm run release:notes -- OUT.md [--key SSH_KEY] [FILE …]');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m).slice(1);
const own =
  sections.find((section) => section.startsWith(`[${version}]`)) ??
  sections.find((section) => section.startsWith('[Unreleased]'));
if (own === undefined) {
  console.error(`CHANGELOG.md has neither a section [${version}] nor [Unreleased].`);
  process.exit(1);
}
const commit = (() => {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
})();
const sum = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const sums = ['package-lock.json', ...files].map((file) => `${sum(file)}  ${basename(file)}`);
const body = own.slice(own.indexOf('\n') + 1).trim();
writeFileSync(
  out,
  `# Rooster ${version}\n\nCommit ${commit}\n\n${body}\n\n## SHA-256\n\n\`\`\`text\n${sums.join('\n')}\n\`\`\`\n`,
);
if (values.key !== undefined)
  execFileSync('ssh-keygen', ['-Y', 'sign', '-f', values.key, '-n', 'rooster-release', out], { stdio: 'pipe' });
console.log(values.key === undefined ? `${out}, not signed (--key)` : `${out} and ${out}.sig`);
