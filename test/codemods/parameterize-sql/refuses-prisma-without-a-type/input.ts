import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const find = (id: string) => prisma.$queryRawUnsafe(`SELECT * FROM users WHERE id = '${id}'`);
