export * from './schema.ts';
export * from './survey.ts';
