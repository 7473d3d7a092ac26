/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Much of the time is waiting for processes; a shared machine may be slow.
  maxWorkers: 2,
  testTimeout: 30_000,
  globalSetup: '<rootDir>/test/build-once.ts',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Packages that are ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi)/)'],
  // The examples import the package by its name, as its users do.
  moduleNameMapper: {
    '^cdktf-app-proxy/(azure|docker)$': '<rootDir>/constructs/$1/index.ts',
    '^cdktf-app-proxy/(capacity|declaration|stacks)$': '<rootDir>/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdktf.out'],
};
