/** Something the user can act on: one sentence about what is wrong, one about what to do. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly hint: string,
    readonly exitCode: 1 | 2 | 3 | 4 | 130 = 3,
  ) {
    super(message);
    this.name = 'UserError';
  }
}
