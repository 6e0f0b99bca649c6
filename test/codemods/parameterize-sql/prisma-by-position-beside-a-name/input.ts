import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const TABLES = { user: 'users', order: 'orders' };

export const find = (kind: keyof typeof TABLES, name: string) =>
  prisma.$queryRawUnsafe(`SELECT * FROM ${TABLES[kind]} WHERE name = '${name}'`);
