import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export const find = (name: string) => prisma.$queryRaw<User[]>`SELECT * FROM users WHERE name LIKE ${`%${name}%`}`;
export const one = (id: string) => prisma.$executeRaw`DELETE FROM users WHERE id = ${id}::uuid`;
