import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** A tensor's name ends in one capital letter per axis (see src/tensor/shape.ts). */
const camelCaseWithShapeSuffix = { regex: '^[a-z][a-zA-Z0-9]*(_[A-Z]+)?$', match: true };

export default tseslint.config(
  { ignores: ['node_modules', '.setup', 'results', 'docs/results', 'src/transport/generated'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'variable',
          modifiers: ['const', 'global'],
          format: null,
          custom: { regex: '^([A-Z][A-Z0-9_]*|[a-z][a-zA-Z0-9]*(_[A-Z]+)?)$', match: true },
        },
        { selector: ['variable', 'function'], format: null, custom: camelCaseWithShapeSuffix },
        {
          selector: 'parameter',
          format: null,
          custom: { regex: '^(_|_?[a-z][a-zA-Z0-9]*(_[A-Z]+)?)$', match: true },
        },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Every random number comes from a named stream of the seed: src/random.ts.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='tf'][callee.property.name=/^(random|truncatedNormal|multinomial|rand)/]",
          message: 'Every random number comes from a named stream of the seed: src/random.ts.',
        },
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Name what you export.',
        },
      ],
    },
  },
  {
    files: ['**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
