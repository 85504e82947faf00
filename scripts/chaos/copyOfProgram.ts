import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PARTS = ['scripts', 'src', 'python_env', 'proto', 'package.json', 'package-lock.json'];

/**
 * A copy of the program in `folder`, set up for the CPU: `root` for `startProgram`. Its Python is the
 * program at `python`; without that it has none.
 */
export function copyOfProgram(folder: string, python?: string): string {
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, '.setup/native'), { recursive: true });
  symlinkSync(join(ROOT, '.setup/native/cpu'), join(folder, '.setup/native/cpu'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  if (python !== undefined) {
    mkdirSync(join(folder, '.setup/venv/bin'), { recursive: true });
    symlinkSync(python, join(folder, '.setup/venv/bin/python'));
  }
  return folder;
}
