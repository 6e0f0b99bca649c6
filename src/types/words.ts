export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
/** `none`: no supported framework; only measures of the repository are offered. */
export type FrameworkId = 'express' | 'fastify' | 'koa' | 'nestjs' | 'hono' | 'none';
export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
