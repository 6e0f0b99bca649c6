import * as bcrypt from 'bcryptjs';

const ROUNDS = 12;

export const create = (password: string) => bcrypt.hash(password, ROUNDS);
export const change = (password: string) => bcrypt.hash(password, ROUNDS);
