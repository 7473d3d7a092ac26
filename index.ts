export * from './capacity';
export * from './declaration';
export * from './stacks';
