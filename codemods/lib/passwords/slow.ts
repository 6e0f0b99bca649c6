import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { nameOf } from './digest';

/** Packages, and functions of Node's own, that hash slowly enough for passwords. */
const PACKAGES =
  /^(bcrypt|bcryptjs|bcrypt-nodejs|bcrypt-ts|bcrypt-node|@node-rs\/(bcrypt|argon2)|argon2|argon2id|hash-wasm|scrypt|scrypt-kdf|scrypt-js|secure-password|credential|upash|pbkdf2|pbkdf2-password|oslo\/password|@adonisjs\/.*|@phc\/.*|@noble\/hashes\/(scrypt|pbkdf2|argon2)(\.js)?|better-auth|lucia|passport-local-mongoose|mongoose-bcrypt|sequelize-bcrypt|objection-password|objection-password-argon2|@feathersjs\/authentication-local)(#|$)/;
const OWN = /^crypto#(scrypt|pbkdf2|argon2)(Sync)?$/;

/** A word that a file which hashes slowly must have: the others need no look. */
export const SLOW_WORDS =
  /['"`](@[\w-]+\/)?((mongoose-|sequelize-)?bcrypt|secure-password|credential['"`]|upash|hash-wasm|lucia|better-auth|oslo|passport-local-mongoose|objection-password|authentication-local)|@(adonisjs|phc)\/|argon2|scrypt|pbkdf2/i;

/** What is handed to `crypto.subtle` and its like as the name of a slow hash. */
const NAMES = /^(pbkdf2|argon2(id|i|d)?|scrypt|bcrypt)$/i;

/** Whether an expression is a function of such a package, or names such a hash. */
export function isSlowHash(module: Module, resolver: Resolver, callee: Node): boolean {
  if (callee.type === 'StringLiteral') return NAMES.test(callee.value);
  const name = nameOf(module, resolver, callee);
  return name !== null && (PACKAGES.test(name) || OWN.test(name));
}
