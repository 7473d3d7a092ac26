import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

// A folder may import what stands to its right. Only constructs and stacks know cdktf.
const order = ['cli', 'stacks', 'constructs', 'documents', 'egress', 'declaration', 'capacity', 'schemas'];
// What runs on the machines: it shares the schemas with the kit, and nothing else.
const folders = [...order, 'runtime'];

export default tseslint.config(
  { ignores: ['dist/', 'cdktf.out/', 'coverage/', 'declaration/*.generated.*', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', module: 'writable', URL: 'readonly' },
    },
  },
  {
    files: folders.filter((folder) => folder !== 'schemas').map((folder) => `${folder}/**/*.ts`),
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.json'] } },
      'boundaries/include': folders.map((folder) => `${folder}/**`),
      'boundaries/elements': folders.map((folder) => ({
        type: folder,
        pattern: `${folder}/**`,
        partialMatch: false,
      })),
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message:
            '{{ from.element.type }}/ may not import {{ to.element.type }}/: see "Arrows" in CONTRIBUTING.md',
          policies: [
            ...order.map((folder, index) => ({
              from: { element: { type: folder } },
              allow: order.slice(index).map((type) => ({ to: { element: { type } } })),
            })),
            {
              from: { element: { type: 'runtime' } },
              allow: ['runtime', 'schemas'].map((type) => ({ to: { element: { type } } })),
            },
          ],
        },
      ],
    },
  },
  {
    files: ['cli', 'documents', 'egress', 'declaration', 'capacity', 'runtime'].map(
      (folder) => `${folder}/**/*.ts`,
    ),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(cdktf(/.*)?|constructs|@cdktf/.*)$',
              message: 'only constructs/ and stacks/ may import cdktf',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['constructs/**/*.ts', 'stacks/**/*.ts', '*.ts', 'examples/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['@cdktf/provider-azurerm', '@cdktf/provider-docker'].map((name) => ({
            name,
            message: 'import a binding by its path: the root loads every resource of the provider',
          })),
        },
      ],
    },
  },
);
