/**
 * Writes the code that is generated from the protocol file: TypeScript by pbjs, Python by protoc.
 * Both are committed, so that neither running nor testing needs a generator.
 *
 *   node scripts/generate.mjs            writes them
 *   node scripts/generate.mjs --check    exits with 1 where a committed file is not what it would write
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pbjs from 'protobufjs-cli/pbjs.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROTOCOL = join(ROOT, 'proto/resilient_marl/environment/v1/environment.proto');
const PYTHON = join(ROOT, '.setup/venv-dev/bin/python');

/** Where each generated file belongs. */
const HOMES = {
  'environment.js': 'src/transport/generated',
  'environment.d.ts': 'src/transport/generated',
  'environment_pb2.py': 'python_env/resilient_env',
  'environment_pb2.pyi': 'python_env/resilient_env',
};

/** Of pbjs' output the controller uses encode and decode. */
const PBJS_FLAGS = (
  '--target static-module --wrap esm --null-semantics --dts --no-create --no-verify --no-convert ' +
  '--no-delimited --no-typeurl --no-service'
).split(' ');

async function generateInto(folder) {
  const script = join(folder, 'environment.js');
  await promisify(pbjs.main)([...PBJS_FLAGS, '--out', script, PROTOCOL]);
  // There are no 64-bit integers, so that nothing needs the package that the types would import.
  const types = join(folder, 'environment.d.ts');
  writeFileSync(types, readFileSync(types, 'utf8').replace(/^import Long = .*\n/m, ''));
  execFileSync(PYTHON, [
    ...['-m', 'grpc_tools.protoc', `--proto_path=${dirname(PROTOCOL)}`],
    ...[`--python_out=${folder}`, `--pyi_out=${folder}`, PROTOCOL],
  ]);
}

const isCheck = process.argv.includes('--check');
if (!existsSync(PYTHON)) {
  console.error('generate: .setup/venv-dev is missing. Run `npm run setup -- --dev` first.');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'resilient-marl-generate-'));
try {
  await generateInto(folder);
  const stale = [];
  for (const [name, home] of Object.entries(HOMES)) {
    const generated = readFileSync(join(folder, name), 'utf8');
    const path = join(ROOT, home, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === generated) continue;
    stale.push(join(home, name));
    if (isCheck) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, generated);
  }
  const verb = isCheck ? 'stale, run `npm run generate`:' : 'wrote';
  for (const path of stale) console.log(`generate: ${verb} ${path}`);
  if (isCheck && stale.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
